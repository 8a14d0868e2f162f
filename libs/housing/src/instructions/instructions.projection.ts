import { Injectable } from '@nestjs/common';
import { type EventIn, Projection, readSql, type Recorded, type Tables } from '@ttg/event-sourcing';
import { personMerged } from '@ttg/people/events';
import { areasToAvoidRecorded, doNotShareWith, instructionLifted, protectedAddressSet } from '@ttg/sharing/events';

const handled = { doNotShareWith, instructionLifted, areasToAvoidRecorded, protectedAddressSet, personMerged };
type Handled = EventIn<typeof handled>;

const forbid = `
  insert into must_not_know (instruction_id, person_id, council)
  values ($1, $2, $3)`;

const lift = `
  delete from must_not_know
  where instruction_id = $1`;

const avoid = `
  insert into areas_to_avoid (person_id, councils)
  values ($1, $2)
  on conflict (person_id) do update
  set councils = excluded.councils`;

const protect = `
  insert into protected_addresses (person_id)
  values ($1)
  on conflict do nothing`;

const merge = `
  insert into merged_people (removed_id, kept_id)
  values ($1, $2)
  on conflict (removed_id) do update
  set kept_id = excluded.kept_id`;

const mergeOnwards = `
  update merged_people
  set kept_id = $2
  where kept_id = $1`;

/** Housing's own model of what she has instructed in `sharing`. */
@Injectable()
export class InstructionsProjection extends Projection<Handled> {
  readonly name = 'housing.instructions';
  readonly version = 1;
  readonly schema = readSql(__dirname, 'instructions.schema.sql');
  readonly handles = Object.values(handled);

  async apply(events: readonly Recorded<Handled>[], tables: Tables): Promise<void> {
    for (const event of events) await applyOne(event, tables);
  }
}

const applyOne = async (event: Recorded<Handled>, tables: Tables): Promise<unknown> => {
  const { personId } = event.metadata;
  switch (event.type) {
    case 'sharing.do-not-share-with':
      if (event.data.council === undefined) return undefined;
      return tables.query(forbid, [event.data.instructionId, personId, event.data.council]);
    case 'sharing.instruction-lifted':
      return tables.query(lift, [event.data.instructionId]);
    case 'sharing.areas-to-avoid-recorded':
      return tables.query(avoid, [personId, event.data.councils]);
    case 'sharing.protected-address-set':
      return tables.query(protect, [personId]);
    case 'people.person-merged': {
      const { personId: kept, removedPersonId: removed } = event.data;
      await tables.query(merge, [removed, kept]);
      return tables.query(mergeOnwards, [removed, kept]);
    }
  }
};
