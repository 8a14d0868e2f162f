import { readSql } from '@ttg/event-sourcing';

const women = readSql(__dirname, 'women.sql');
/** The documents of a page's women only: all of them are looked at, and they are wide. */
const shown = `
select page.case_id as "caseId", coalesce(m.kept_id, page.person_id) as "personId", page.leaves::text as leaves, page.rank,
       f.facts
  from page
  join readiness.case_facts f using (case_id)
  left join readiness.person_merge m on m.removed_id = page.person_id`;

/** $7 to $9: where the last page ended; $10: how many. */
export const rowsAfter = `${women}, page as (
select case_id, person_id, leaves, rank
  from women
 where $7::date is null or (leaves, rank, case_id) > ($7::date, $8::integer, $9::uuid)
 order by leaves, rank, case_id limit $10
)${shown}
 order by page.leaves, page.rank, page.case_id`;

/** The page before: in backward order. */
export const rowsBefore = `${women}, page as (
select case_id, person_id, leaves, rank
  from women
 where (leaves, rank, case_id) < ($7::date, $8::integer, $9::uuid)
 order by leaves desc, rank desc, case_id desc limit $10
)${shown}
 order by page.leaves desc, page.rank desc, page.case_id desc`;

/** $7: the last day that the evidence speaks of. */
export const totals = `${women}
select count(*)::integer as women,
       count(*) filter (where rank = 0)::integer as "actToday",
       count(*) filter (where rank = 1)::integer as "actThisWeek",
       count(*) filter (where not released and leaves <= $7::date)::integer as leaving,
       count(*) filter (where not released and leaves <= $7::date and accommodation in ('missing', 'in-hand'))::integer as "withoutAccommodation",
       count(*) filter (where not released and leaves <= $7::date and gp in ('missing', 'in-hand'))::integer as "withoutGp",
       count(*) filter (where not released and leaves <= $7::date and medicines in ('missing', 'in-hand'))::integer as "withoutMedicines"
  from women`;

/** Women with something to be aware of, $7 at most. */
export const digest = `${women}, page as (
select case_id, person_id, leaves, rank
  from women
 where exists (select 1 from readiness.alert a where a.case_id = women.case_id and a.severity = 'B' and $3::text = any(a.audience))
 order by leaves, case_id limit $7
)${shown}
 order by page.leaves, page.case_id`;

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

/** $1 viewer's prison, $2 viewer's council */
export const councilsInSight = `
select distinct unnest(councils) as code from readiness.open_case
 where ($1::text is null or prison = $1) and ($2::text is null or $2 = any(councils))`;

/** $1 case, $2 viewer's prison, $3 viewer's council */
export const oneCase = `
select f.case_id as "caseId", coalesce(m.kept_id, f.person_id) as "personId", f.facts
  from readiness.case_facts f left join readiness.person_merge m on m.removed_id = f.person_id
 where f.case_id = $1
   and ($2::text is null or f.prison = $2 or exists (
         select 1 from readiness.task t where t.case_id = f.case_id and t.prison = $2) or exists (
         select 1 from readiness.alert a where a.case_id = f.case_id and a.rule = 'G22' and a.facts ->> 'from' = $2))
   and ($3::text is null or $3 = any(f.councils))`;
