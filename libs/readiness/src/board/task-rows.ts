import type { Recorded } from '@ttg/event-sourcing';
import { each, lastOfEach, type BoardEvent, type RowWriters } from './board-events';

type TaskEvent = Extract<BoardEvent, { readonly type: `readiness.task-${string}` }>;

const insertTasks = `
insert into task (task_id, case_id, kind, subject, rule, owner, prison, due, compressed, opened_on)
select task_id, case_id, kind, subject, rule, owner, prison, due, compressed, opened_on
  from json_to_recordset($1::json) as opened (
         task_id uuid, case_id uuid, kind text, subject text, rule text, owner text, prison text, due date,
         compressed boolean, opened_on date)`;

const toTaskRow = ({ data }: Extract<Recorded<TaskEvent>, { readonly type: 'readiness.task-opened' }>) => ({
  task_id: data.taskId,
  case_id: data.caseId,
  kind: data.kind,
  subject: data.subject,
  rule: data.rule,
  owner: data.owner,
  prison: data.prison,
  due: data.due,
  compressed: data.compressed,
  opened_on: data.on,
});

const rescheduleTasks = `
update task
   set due = rescheduled.due, compressed = rescheduled.compressed
  from json_to_recordset($1::json) as rescheduled (task_id uuid, due date, compressed boolean)
 where task.task_id = rescheduled.task_id`;

const toRescheduled = ({ data }: Extract<Recorded<TaskEvent>, { readonly type: 'readiness.task-rescheduled' }>) => ({
  task_id: data.taskId,
  due: data.due,
  compressed: data.compressed,
});

export const taskRows: RowWriters<TaskEvent> = {
  'readiness.task-opened': (events, tables) => tables.query(insertTasks, [JSON.stringify(events.map(toTaskRow))]),
  'readiness.task-rescheduled': (events, tables) => {
    const last = lastOfEach(events, ({ data }) => data.taskId);
    return tables.query(rescheduleTasks, [JSON.stringify(last.map(toRescheduled))]);
  },
  'readiness.task-accepted': each(({ data }, tables) =>
    tables.query('update task set accepted = true, prison = coalesce($2, prison) where task_id = $1', [
      data.taskId,
      data.prison ?? null,
    ]),
  ),
  'readiness.task-handed-over': each(({ data }, tables) =>
    tables.query('update task set owner = $2, prison = $3, accepted = false where task_id = $1', [
      data.taskId,
      data.to,
      data.prison ?? null,
    ]),
  ),
  'readiness.task-done': (events, tables) =>
    tables.query('delete from task where task_id = any($1::uuid[])', [events.map(({ data }) => data.taskId)]),
};
