import type { PlainDate } from '@ttg/calendar';
import type { EventIn, Recorded, Tables } from '@ttg/event-sourcing';
import type { personMerged } from '@ttg/people/events';
import type { GssCode } from '@ttg/reference';
import type { doNotShareWith, instructionLifted } from '@ttg/sharing/events';
import { councilToday } from '../council-today';
import type { Passage } from './passage';

type Instruction = EventIn<{
  doNotShareWith: typeof doNotShareWith;
  instructionLifted: typeof instructionLifted;
  personMerged: typeof personMerged;
}>;

/** A referral and whose it is: by the record of hers that stays, where she had several. */
export interface Kept {
  readonly passage: Passage;
  readonly personId: string;
}

const columns = `person_id as "personId", passage`;

const byReferral = `
  select ${columns}
  from gate_referrals
  where referral_id = $1`;

const byCase = `
  select ${columns}
  from gate_referrals
  where case_id = $1
  order by referral_id`;

const byPersons = `
  select ${columns}
  from gate_referrals
  where person_id = any ($1::uuid[])
  order by referral_id`;

const keep = `
  insert into gate_referrals (referral_id, case_id, person_id, passage)
  values ($1, $2, $3, $4)
  on conflict (referral_id) do update
  set case_id = excluded.case_id, passage = excluded.passage`;

const forbiddenTo = `
  select council
  from gate_forbidden
  where person_id = $1`;

const forbid = `
  insert into gate_forbidden (instruction_id, person_id, council)
  values ($1, $2, $3)
  on conflict (instruction_id) do nothing`;

const lift = `
  delete from gate_forbidden
  where instruction_id = $1`;

const inError = `
  select
  from gate_opened_in_error
  where case_id = $1`;

const markInError = `
  insert into gate_opened_in_error (case_id)
  values ($1)
  on conflict do nothing`;

const unmarkInError = `
  delete from gate_opened_in_error
  where case_id = $1`;

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

/** The rows of the gate. */
export class GateTables {
  constructor(private readonly tables: Tables) {}

  async ofReferral(referralId: string): Promise<Kept | undefined> {
    const [kept] = await this.tables.query<Kept>(byReferral, [referralId]);
    return kept;
  }

  ofCase(caseId: string): Promise<Kept[]> {
    return this.tables.query<Kept>(byCase, [caseId]);
  }

  ofPersons(personIds: readonly string[]): Promise<Kept[]> {
    return this.tables.query<Kept>(byPersons, [personIds]);
  }

  async keep({ passage, personId }: Kept): Promise<void> {
    await this.tables.query(keep, [passage.referralId, passage.caseId, personId, JSON.stringify(passage)]);
  }

  /** Must that council not know, by an instruction of hers? One to a council whose work it does since counts too. */
  async isForbidden(personId: string, council: GssCode, today: PlainDate): Promise<boolean> {
    const named = await this.tables.query<{ council: GssCode }>(forbiddenTo, [personId]);
    const target = councilToday(council, today);
    return named.some((one) => councilToday(one.council, today) === target);
  }

  async isOpenedInError(caseId: string): Promise<boolean> {
    return (await this.tables.query(inError, [caseId])).length > 0;
  }

  async setOpenedInError(caseId: string, now: boolean): Promise<void> {
    await this.tables.query(now ? markInError : unmarkInError, [caseId]);
  }

  /** The record of hers that stays. */
  async keptAs(personId: string): Promise<string> {
    const [merged] = await this.tables.query<{ keptId: string }>(keptRecord, [personId]);
    return merged?.keptId ?? personId;
  }

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
}
