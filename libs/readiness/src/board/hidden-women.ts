import { Injectable } from '@nestjs/common';
import { ProjectionStatus, ReadModels } from '@ttg/event-sourcing';

// $1: the council. $2: cases and persons of whom a model holds something back. All records of hers, whichever of them it is about.
const hidden = `
with meant as (
  select person_id from readiness.must_not_know where council = $1
  union
  select person_id from readiness.case_facts where case_id = any($2::uuid[])
  union
  select unnest($2::uuid[])
), kept as (
  select coalesce(m.kept_id, meant.person_id) as person_id
    from meant left join readiness.person_merge m on m.removed_id = meant.person_id
)
select person_id as "personId" from kept
 union
select m.removed_id from readiness.person_merge m join kept on kept.person_id = m.kept_id`;

/** What her cases and her instructions are read from. */
const models = ['readiness.facts', 'readiness.board'];

const isId = (key: string): boolean => /^[0-9a-f-]{36}$/i.test(key);

/** Whom a council is not shown, whatever her referrals say. */
@Injectable()
export class HiddenWomen {
  constructor(
    private readonly readModels: ReadModels,
    private readonly status: ProjectionStatus,
  ) {}

  /**
   * She said, in any case and by any record of hers, that this council must not know; or something of hers is held back that may say so.
   * @param council the viewer's; nobody is hidden from those who are none
   * @returns every record of hers
   */
  async from(council: string | undefined): Promise<readonly string[]> {
    if (council === undefined) return [];
    const reports = await Promise.all(models.map((model) => this.status.one(model)));
    const held = reports.flatMap(({ flaggedCases }) => flaggedCases.map(({ caseKey }) => caseKey)).filter(isId);
    const rows = await this.readModels.query<{ personId: string }>(hidden, [council, held]);
    return rows.map(({ personId }) => personId);
  }
}
