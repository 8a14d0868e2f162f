import { readSql } from '@ttg/event-sourcing';

const women = readSql(__dirname, 'women.sql');
const person = 'coalesce(m.kept_id, women.person_id) as "personId"';
const merged = 'left join readiness.person_merge m on m.removed_id = women.person_id';

/** $7 to $9: where the last page ended; $10: how many. */
export const rowsAfter = `${women}
select women.case_id as "caseId", ${person}, leaves::text as leaves, rank, facts, board_row as "row"
  from women ${merged}
 where $7::date is null or (leaves, rank, women.case_id) > ($7::date, $8::integer, $9::uuid)
 order by leaves, rank, women.case_id limit $10`;

/** The page before: in backward order. */
export const rowsBefore = `${women}
select women.case_id as "caseId", ${person}, leaves::text as leaves, rank, facts, board_row as "row"
  from women ${merged}
 where (leaves, rank, women.case_id) < ($7::date, $8::integer, $9::uuid)
 order by leaves desc, rank desc, women.case_id desc limit $10`;

/** $7: the last day that the evidence speaks of. */
export const totals = `${women}
select count(*)::integer as women,
       count(*) filter (where rank = 0)::integer as "actToday",
       count(*) filter (where rank = 1)::integer as "actThisWeek",
       count(*) filter (where leaves <= $7::date)::integer as leaving,
       count(*) filter (where leaves <= $7::date and accommodation in ('missing', 'in-hand'))::integer as "withoutAccommodation",
       count(*) filter (where leaves <= $7::date and gp in ('missing', 'in-hand'))::integer as "withoutGp",
       count(*) filter (where leaves <= $7::date and medicines in ('missing', 'in-hand'))::integer as "withoutMedicines"
  from women`;

/** Women with something to be aware of, $7 at most. */
export const digest = `${women}
select women.case_id as "caseId", ${person}, facts, board_row as "row"
  from women ${merged}
 where exists (select 1 from readiness.alert a where a.case_id = women.case_id and a.severity = 'B' and $3::text = any(a.audience))
 order by leaves, women.case_id limit $7`;

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
select distinct unnest(councils) as code from readiness.case_facts
 where not closed and ($1::text is null or prison = $1) and ($2::text is null or $2 = any(councils))`;

/** $1 case, $2 viewer's prison, $3 viewer's council */
export const oneCase = `
select f.case_id as "caseId", coalesce(m.kept_id, f.person_id) as "personId", f.facts, f.board_row as "row"
  from readiness.case_facts f left join readiness.person_merge m on m.removed_id = f.person_id
 where f.case_id = $1
   and ($2::text is null or f.prison = $2 or exists (
         select 1 from readiness.task t where t.case_id = f.case_id and t.prison = $2))
   and ($3::text is null or $3 = any(f.councils))`;
