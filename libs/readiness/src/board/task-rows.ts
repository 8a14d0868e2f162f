import type { BoardEvent, RowWriters } from './board-events';

type TaskEvent = Extract<BoardEvent, { readonly type: `readiness.task-${string}` }>;

export const taskRows: RowWriters<TaskEvent> = {
  'readiness.task-opened': ({ data }, tables) =>
    tables.query(
      `insert into task (task_id, case_id, kind, subject, rule, owner, prison, due, compressed, opened_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        data.taskId,
        data.caseId,
        data.kind,
        data.subject,
        data.rule,
        data.owner,
        data.prison ?? null,
        data.due ?? null,
        data.compressed,
        data.on,
      ],
    ),
  'readiness.task-rescheduled': ({ data }, tables) =>
    tables.query('update task set due = $2, compressed = $3 where task_id = $1', [
      data.taskId,
      data.due ?? null,
      data.compressed,
    ]),
  'readiness.task-accepted': ({ data }, tables) =>
    tables.query('update task set accepted = true, prison = coalesce($2, prison) where task_id = $1', [
      data.taskId,
      data.prison ?? null,
    ]),
  'readiness.task-handed-over': ({ data }, tables) =>
    tables.query('update task set owner = $2, prison = $3, accepted = false where task_id = $1', [
      data.taskId,
      data.to,
      data.prison ?? null,
    ]),
  'readiness.task-done': ({ data }, tables) => tables.query('delete from task where task_id = $1', [data.taskId]),
};
