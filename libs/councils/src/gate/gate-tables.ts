import type { EventIn, Recorded, Tables } from '@ttg/event-sourcing';
import type { personMerged } from '@ttg/people/events';
import type { GssCode } from '@ttg/reference';
import type { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { GateState, type Kept } from './gate-state';

type Instruction = EventIn<{
  doNotShareWith: typeof doNotShareWith;
  instructionLifted: typeof instructionLifted;
  personMerged: typeof personMerged;
}>;

/** What events are about, by ids. */
export interface About {
  readonly referrals?: readonly string[];
  readonly cases?: readonly string[];
  readonly persons?: readonly string[];
}

const touched = `
  select person_id as "personId", passage
  from gate_referrals
  where referral_id = any ($1::uuid[]) or case_id = any ($2::uuid[]) or person_id = any ($3::uuid[])`;

// What was said of a woman stands under the record of hers that stays.
const around = `
  select 'merged' as what, removed_id as id, kept_id::text as with
  from gate_merged
  where removed_id = any ($1::uuid[])
  union all
  select 'forbidden', person_id, council
  from gate_forbidden
  where person_id = any ($1::uuid[] || array(select kept_id from gate_merged where removed_id = any ($1::uuid[])))
  union all
  select 'in-error', case_id, null
  from gate_opened_in_error
  where case_id = any ($2::uuid[])`;

interface Around {
  readonly what: 'merged' | 'forbidden' | 'in-error';
  readonly id: string;
  readonly with: string;
}

const keep = `
  insert into gate_referrals (referral_id, case_id, person_id, passage)
  select * from jsonb_to_recordset($1::jsonb) as r (referral_id uuid, case_id uuid, person_id uuid, passage jsonb)
  on conflict (referral_id) do update
  set case_id = excluded.case_id, passage = excluded.passage`;

const markInError = `
  insert into gate_opened_in_error (case_id)
  select unnest($1::uuid[])
  on conflict do nothing`;

const unmarkInError = `
  delete from gate_opened_in_error
  where case_id = any ($1::uuid[])`;

const forbid = `
  insert into gate_forbidden (instruction_id, person_id, council)
  values ($1, $2, $3)
  on conflict (instruction_id) do nothing`;

const lift = `
  delete from gate_forbidden
  where instruction_id = $1`;

const keptRecord = `
  select kept_id as "keptId"
  from gate_merged
  where removed_id = $1`;

const merge = [
  `insert into gate_merged (removed_id, kept_id) values ($1, $2)
   on conflict (removed_id) do update set kept_id = excluded.kept_id`,
  `update gate_merged set kept_id = $2 where kept_id = $1`,
  `update gate_referrals set person_id = $2 where person_id = $1`,
  `update gate_forbidden set person_id = $2 where person_id = $1`,
];

/** The rows of the gate: read for many events at once, and written for many. */
export class GateTables {
  constructor(private readonly tables: Tables) {}

  /** @returns the referrals with one of these ids, or of one of these cases or women, and all that decides on them. */
  async load({ referrals = [], cases = [], persons = [] }: About): Promise<GateState> {
    const found = await this.tables.query<Kept>(touched, [referrals, cases, persons]);
    const women = unique([...persons, ...found.map(({ personId }) => personId)]);
    // No referral, and none that begins: there is nothing to decide on.
    const rows =
      women.length === 0
        ? []
        : await this.tables.query<Around>(around, [
            women,
            unique([...cases, ...found.map(({ passage }) => passage.caseId)]),
          ]);
    return new GateState({
      referrals: found,
      merged: rows.filter(({ what }) => what === 'merged').map((row) => [row.id, row.with]),
      forbidden: rows.filter(({ what }) => what === 'forbidden').map((row) => [row.id, row.with as GssCode]),
      openedInError: rows.filter(({ what }) => what === 'in-error').map(({ id }) => id),
    });
  }

  async save(state: GateState): Promise<void> {
    const { referrals, inError, notInError } = state.changes();
    if (referrals.length > 0) await this.tables.query(keep, [JSON.stringify(referrals.map(toRow))]);
    if (inError.length > 0) await this.tables.query(markInError, [inError]);
    if (notInError.length > 0) await this.tables.query(unmarkInError, [notInError]);
  }

  /** The women it concerns, by the records of theirs that stay. */
  async whomItConcerns({ type, data, metadata }: Recorded<Instruction>): Promise<readonly string[]> {
    if (type !== 'people.person-merged') return [await this.keptAs(metadata.personId)];
    return [data.personId, data.removedPersonId];
  }

  async instruct(event: Recorded<Instruction>): Promise<void> {
    switch (event.type) {
      case 'sharing.do-not-share-with': {
        const { instructionId, council } = event.data;
        const personId = await this.keptAs(event.metadata.personId);
        if (council) await this.tables.query(forbid, [instructionId, personId, council]);
        return;
      }
      case 'sharing.instruction-lifted':
        await this.tables.query(lift, [event.data.instructionId]);
        return;
      case 'people.person-merged': {
        const { removedPersonId: removed, personId: kept } = event.data;
        for (const statement of merge) await this.tables.query(statement, [removed, kept]);
      }
    }
  }

  private async keptAs(personId: string): Promise<string> {
    const [merged] = await this.tables.query<{ keptId: string }>(keptRecord, [personId]);
    return merged?.keptId ?? personId;
  }
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

const toRow = ({ passage, personId }: Kept): object => ({
  referral_id: passage.referralId,
  case_id: passage.caseId,
  person_id: personId,
  passage,
});
