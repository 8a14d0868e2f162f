import type { Role } from '@ttg/access';

/** A task that a person says is done, or an alert that nobody has answered. */
export interface OpenWork {
  readonly what: 'task' | 'alert';
  readonly id: string;
  readonly caseId: string;
  /** The task's kind, or the alert's rule. */
  readonly kind: string;
  readonly who: Role;
  readonly prison: string | null;
  readonly councils: readonly string[];
}

/** $1 the cases of a cohort, $2 the day: what was opened or raised on it is left for the next. */
export const openWork = `
  select 'task' as what, t.task_id as id, t.case_id as "caseId", t.kind, t.owner as who,
         coalesce(t.prison, f.prison) as prison, f.councils
    from readiness.task t
    join readiness.case_facts f on f.case_id = t.case_id
   where t.case_id = any($1::uuid[]) and t.opened_on < $2::date
     and t.kind in ('tell-of-earlier-date', 'tell-of-later-date', 'accept-after-move', 'weekend-plan', 'make-safe-plan')
   union all
  select 'alert', a.alert_id, a.case_id, a.rule, a.audience[1], f.prison, f.councils
    from readiness.alert a
    join readiness.case_facts f on f.case_id = a.case_id
   where a.case_id = any($1::uuid[]) and a.raised_on < $2::date and a.severity <> 'B'
     and a.acknowledged is null and a.snoozed is null and a.disputed is null
   order by "caseId", what, id`;
