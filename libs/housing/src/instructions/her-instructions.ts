import { Injectable } from '@nestjs/common';
import { EventStore, ProjectionStatus, ProjectionWaiter, ReadModels } from '@ttg/event-sourcing';
import { BeingSaved } from '../being-saved';
import type { StandingInstructions } from './stops';

export interface HerInstructions extends StandingInstructions {
  /** Her address is protected: it is shown to nobody but the named lead. */
  readonly addressProtected: boolean;
}

// All records of hers, by whichever of their ids she is asked for.
const standing = `
  with kept as (
    select coalesce((select kept_id from housing.merged_people where removed_id = $1), $1::uuid) as person_id
  ), hers as (
    select person_id from kept
    union
    select m.removed_id from housing.merged_people m join kept on kept.person_id = m.kept_id
  )
  select
    array(select council from housing.must_not_know where person_id in (select person_id from hers)) as "doNotShareWith",
    array(
      select distinct unnest(councils) from housing.areas_to_avoid where person_id in (select person_id from hers)
    ) as "areasToAvoid",
    exists (
      select from housing.protected_addresses where person_id in (select person_id from hers)
    ) as "addressProtected"`;

const casesOfHers = `
  select case_id as "caseId"
  from housing.cases
  where person_id = $1`;

const projection = 'housing.instructions';
const patienceMs = 2000;

/** What she has instructed, as housing's own model of `sharing` has it. */
@Injectable()
export class Instructions {
  constructor(
    private readonly readModels: ReadModels,
    private readonly waiter: ProjectionWaiter,
    private readonly status: ProjectionStatus,
    private readonly store: EventStore,
  ) {}

  /** What is known now: for showing. */
  async known(personId: string): Promise<HerInstructions> {
    const [row] = await this.readModels.query<HerInstructions>(standing, [personId]);
    return row ?? { doNotShareWith: [], areasToAvoid: [], addressProtected: false };
  }

  /**
   * For sending: an instruction given a moment ago counts, and one that could not be taken in holds everything back.
   * @throws BeingSaved when it cannot be said for certain that all of hers are known
   */
  async certain(personId: string): Promise<HerInstructions> {
    const position = await this.store.lastPosition();
    if (position && !(await this.waiter.waitFor(projection, position, patienceMs))) throw new BeingSaved();
    if (await this.isHeldBack(personId)) throw new BeingSaved();
    return this.known(personId);
  }

  /** Is an event of hers parked? Then the model may lack an instruction. */
  private async isHeldBack(personId: string): Promise<boolean> {
    const { flaggedCases } = await this.status.one(projection);
    const held = new Set(flaggedCases.map(({ caseKey }) => caseKey));
    if (held.size === 0) return false;
    const cases = await this.readModels.query<{ caseId: string }>(casesOfHers, [personId]);
    return [personId, ...cases.map(({ caseId }) => caseId)].some((key) => held.has(key));
  }
}
