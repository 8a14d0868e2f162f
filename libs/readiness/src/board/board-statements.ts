import { readSql } from '@ttg/event-sourcing';

const women = readSql(__dirname, 'women.sql');
/** With the documents of a few women only: all of them are looked at, and they are wide. @param few a query of women */
const shown = (few: string): string => `
select few.case_id as "caseId", coalesce(m.kept_id, few.person_id) as "personId", few.leaves::text as leaves, few.rank, f.facts
  from (${few}) as few
  join readiness.case_facts f using (case_id)
  left join readiness.person_merge m on m.removed_id = few.person_id`;

const asJson = (rows: string, order: string): string =>
  `coalesce((select json_agg(one order by ${order}) from (${rows}) as one), '[]')`;

/** Women with something to be aware of. */
const digest = shown(
  'select case_id, person_id, leaves, rank from women where aware order by leaves, case_id limit $11',
);

const totals = `
select count(*) as women,
       count(*) filter (where rank = 0) as "actToday",
       count(*) filter (where rank = 1) as "actThisWeek",
       count(*) filter (where not released and leaves <= $7::date) as leaving,
       count(*) filter (where not released and leaves <= $7::date and accommodation in ('missing', 'in-hand')) as "withoutAccommodation",
       count(*) filter (where not released and leaves <= $7::date and gp in ('missing', 'in-hand')) as "withoutGp",
       count(*) filter (where not released and leaves <= $7::date and medicines in ('missing', 'in-hand')) as "withoutMedicines"
  from women`;

const councilsInSight = `
select array_agg(distinct council)
  from readiness.open_case, unnest(councils) as council
 where ($1::text is null or prison = $1) and ($2::text is null or $2 = any(councils))`;

const board = (page: string): string => `${women}
select ${asJson(shown(page), `one.leaves::date, one.rank, one."caseId"`)} as rows,
       ${asJson(digest, `one.leaves::date, one."caseId"`)} as digest,
       (select row_to_json(counted) from (${totals}) as counted) as totals,
       coalesce((${councilsInSight}), '{}') as councils`;

/** $7: the last day that the evidence speaks of. $8 to $10: where the last page ended. $11: how many women to be aware of; $12: how many rows; $13: see `women.sql`. */
export const boardAfter = board(`
  select case_id, person_id, leaves, rank
    from women
   where $8::date is null or (leaves, rank, case_id) > ($8::date, $9::integer, $10::uuid)
   order by leaves, rank, case_id limit $12`);

/** The page before; its rows stand in the same order. */
export const boardBefore = board(`
  select case_id, person_id, leaves, rank
    from women
   where (leaves, rank, case_id) < ($8::date, $9::integer, $10::uuid)
   order by leaves desc, rank desc, case_id desc limit $12`);

export const alertsOf = `
select alert_id as "alertId", case_id as "caseId", rule, rule_version as "ruleVersion", subject, severity, audience, facts, source,
       due, raised_on as "raisedOn", compressed, acknowledged, snoozed, disputed
  from readiness.alert where case_id = any($1::uuid[])
 order by case severity when 'R' then 0 when 'A' then 1 else 2 end, raised_on, rule, subject`;

export const tasksOf = `
select task_id as "taskId", kind, subject, rule, owner, prison, due, compressed, opened_on as "openedOn", accepted
  from readiness.task where case_id = $1 order by due nulls last, kind, subject`;

export const namesOf =
  'select person_id as "personId", names from readiness.person_name where person_id = any($1::uuid[])';

/** $1 case, $2 viewer's prison, $3 viewer's council, $4 whom that council is not shown */
export const oneCase = `
select f.case_id as "caseId", coalesce(m.kept_id, f.person_id) as "personId", f.facts
  from readiness.case_facts f left join readiness.person_merge m on m.removed_id = f.person_id
 where f.case_id = $1
   and ($2::text is null or f.prison = $2 or exists (
         select 1 from readiness.task t where t.case_id = f.case_id and t.prison = $2) or exists (
         select 1 from readiness.alert a where a.case_id = f.case_id and a.rule = 'G22' and a.facts ->> 'from' = $2))
   and ($3::text is null or $3 = any(f.councils))
   and f.person_id <> all($4::uuid[])`;
