import { Injectable } from '@nestjs/common';
import { ReadModels } from '@ttg/event-sourcing';
import { BeingSaved } from '../being-saved';
import { Certainty } from '../certainty';
import type { StandingInstructions } from './stops';

export interface HerInstructions extends StandingInstructions {
  /** Her address is protected: it is shown to nobody but the named lead. */
  readonly addressProtected: boolean;
}

// All records of hers, by whichever of their ids she is asked for.
const hers = `
  with kept as (
    select coalesce((select kept_id from housing.merged_people where removed_id = $1), $1::uuid) as person_id
  ), hers as (
    select person_id from kept
    union
    select m.removed_id from housing.merged_people m join kept on kept.person_id = m.kept_id
  )`;

const standing = `${hers}
  select
    array(select council from housing.must_not_know where person_id in (select person_id from hers)) as "doNotShareWith",
    array(
      select distinct unnest(councils) from housing.areas_to_avoid where person_id in (select person_id from hers)
    ) as "areasToAvoid",
    exists (
      select from housing.protected_addresses where person_id in (select person_id from hers)
    ) as "addressProtected"`;

// Of what events of hers are told apart by: her cases, and herself.
const keysOfHers = `${hers}
  select person_id as key from hers
  union all
  select case_id from housing.cases join hers using (person_id)`;

export const instructionsModel = 'housing.instructions';

/** What she has instructed, as housing's own model of `sharing` has it. */
@Injectable()
export class Instructions {
  constructor(
    private readonly readModels: ReadModels,
    private readonly certainty: Certainty,
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
    const held = await this.certainty.heldBackIn(instructionsModel);
    if (held.size > 0 && (await this.keysOf(personId)).some((key) => held.has(key))) throw new BeingSaved();
    return this.known(personId);
  }

  private async keysOf(personId: string): Promise<readonly string[]> {
    const rows = await this.readModels.query<{ key: string }>(keysOfHers, [personId]);
    return rows.map(({ key }) => key);
  }
}
