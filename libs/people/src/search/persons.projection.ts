import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { personalDataErased, personDetailsCorrected, personMerged, personRegistered } from '../events';
import { lastChange, writePersons } from './sql';

const handled = { personRegistered, personDetailsCorrected, personMerged, personalDataErased };
type Handled = Recorded<EventIn<typeof handled>>;

/** The current names of everybody, sealed. A name that was corrected is not here any more. */
@Injectable()
export class PersonsToFind extends Projection<EventIn<typeof handled>> {
  readonly name = 'people.persons';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'persons.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Handled[], tables: Tables): Promise<void> {
    const [row] = await tables.query<{ last: string }>(lastChange);
    let changed = Number(row?.last ?? 0);
    const rows = new Map<string, { names: object | null; changed: number }>();
    for (const event of events) {
      const change = changeOf(event);
      if (!change) continue;
      changed += 1;
      rows.set(change.personId, { names: change.names, changed });
    }
    if (rows.size === 0) return;
    const written = [...rows].map(([person_id, row]) => ({ person_id, ...row }));
    await tables.query(writePersons, [JSON.stringify(written)]);
  }
}

/** A merge stands in both records: the removed one is not to be found any more, whichever is read first. */
const changeOf = (event: Handled): { readonly personId: string; readonly names: object | null } | undefined => {
  switch (event.type) {
    case 'people.person-registered':
      return { personId: event.data.personId, names: event.data.names };
    case 'people.person-details-corrected':
      return event.data.field === 'names' ? { personId: event.data.personId, names: event.data.now } : undefined;
    case 'people.person-merged':
      return { personId: event.data.removedPersonId, names: null };
    case 'people.personal-data-erased':
      return { personId: event.data.personId, names: null };
  }
};
