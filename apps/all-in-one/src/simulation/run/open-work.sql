-- Tasks that a person says are done, and alerts nobody has answered, of the women of one cohort.
-- $1 their cases, $2 the day: what was opened or raised on it is left for the next.
select 'task' as what, t.task_id as id, t.case_id as "caseId", t.kind as kind, t.owner as who, coalesce(t.prison, f.prison) as prison,
       f.councils
  from readiness.task t join readiness.case_facts f on f.case_id = t.case_id
 where t.case_id = any($1::uuid[]) and t.opened_on < $2::date
   and t.kind in ('tell-of-earlier-date', 'tell-of-later-date', 'accept-after-move', 'weekend-plan', 'make-safe-plan')
union all
select 'alert', a.alert_id, a.case_id, a.rule, a.audience[1], f.prison, f.councils
  from readiness.alert a join readiness.case_facts f on f.case_id = a.case_id
 where a.case_id = any($1::uuid[]) and a.raised_on < $2::date and a.severity <> 'B'
   and a.acknowledged is null and a.snoozed is null and a.disputed is null
 order by "caseId", what, id
