import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { personDetailsCorrected, personMerged, personRegistered } from '@ttg/people/events';
import { type CaseRow, evolveRow, listed, type ListedEvent } from './case-row';
import { readCases, writeCases, writeMerge, writeWomen } from './sql';

const handled = { ...listed, personRegistered, personDetailsCorrected, personMerged };
type Handled = Recorded<EventIn<typeof handled>>;

/** The cases of a prison. Who she is comes from `people`, sealed as it is there. */
@Injectable()
export class Cases extends Projection<EventIn<typeof handled>> {
  readonly name = 'custody.cases';
  readonly version = 3;
  readonly schema = readSql(__dirname, 'cases.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Handled[], tables: Tables): Promise<void> {
    await writeNames(events, tables);
    await writeMerges(events, tables);
    await writeRows(events, tables);
  }
}

const writeNames = async (events: readonly Handled[], tables: Tables): Promise<void> => {
  const names = new Map<string, object>();
  for (const event of events) {
    if (event.type === 'people.person-registered') names.set(event.data.personId, event.data.names);
    if (event.type === 'people.person-details-corrected' && event.data.field === 'names') {
      names.set(event.data.personId, event.data.now);
    }
  }
  if (names.size === 0) return;
  const rows = [...names].map(([person_id, sealed]) => ({ person_id, names: sealed }));
  await tables.query(writeWomen, [JSON.stringify(rows)]);
};

const writeMerges = async (events: readonly Handled[], tables: Tables): Promise<void> => {
  for (const { type, data } of events) {
    if (type !== 'people.person-merged') continue;
    for (const statement of writeMerge) await tables.query(statement, [data.personId, data.removedPersonId]);
  }
};

const writeRows = async (events: readonly Handled[], tables: Tables): Promise<void> => {
  const changed = events.filter((event): event is Extract<Handled, Recorded<ListedEvent>> =>
    event.type.startsWith('custody.'),
  );
  if (changed.length === 0) return;
  const ids = [...new Set(changed.map(({ data }) => data.caseId))];
  const before = await tables.query<CaseRow>(readCases, [ids]);
  const rows = new Map(before.map((row) => [row.case_id, row]));
  for (const event of changed) rows.set(event.data.caseId, evolveRow(rows.get(event.data.caseId), event));
  await tables.query(writeCases, [JSON.stringify([...rows.values()])]);
};
