import type { PlainDate } from '@ttg/calendar';
import { type Decision, type IsoDate, isoDate } from '@ttg/event-sourcing';
import { v5 } from 'uuid';
import {
  alertCleared,
  alertEscalated,
  alertRaised,
  taskDone,
  taskHandedOver,
  taskOpened,
  taskRescheduled,
  type Audience,
  type ReadinessEvent,
} from '../events';
import { taskKey } from '../facts';
import type { Assessment, OpenTask, StandingAlert } from '../rules';
import { alertKey, type AlertEntry, type AlertsState, type SaidAlert, type TaskEntry } from './alerts-state';

/** The namespace of the ids of alerts and tasks. */
const namespace = '6a5f2d0e-2b0f-4d6c-8c3e-5b0c4f6d9a11';

/**
 * What must be written so that the stream says what the rules say: raised, escalated and cleared alerts, tasks opened,
 * moved and done. Nothing where it says so already. Ids follow from case, rule and count, so that a repeat collapses.
 */
export const reconcile =
  (caseId: string, assessment: Assessment, today: PlainDate): Decision<AlertsState, ReadinessEvent> =>
  (state) => {
    const on = isoDate(today);
    return [
      ...clearedAlerts(state, assessment, on),
      ...assessment.alerts.flatMap((alert) =>
        alertEvents(caseId, state.alerts[alertKey(alert)], alert, assessment, on),
      ),
      ...closedTasks(state, assessment, on),
      ...assessment.tasks.flatMap((task) => taskEvents(caseId, state.tasks[taskKey(task)], task, on)),
    ];
  };

const alertEvents = (
  caseId: string,
  entry: AlertEntry | undefined,
  alert: StandingAlert,
  { lastEvents }: Assessment,
  on: IsoDate,
): readonly ReadinessEvent[] => {
  const { rule, subject, source, ruleVersion, severity, facts, compressed } = alert;
  const because = lastEvents[rule];
  const audience = withManager(alert.audience, entry);
  const due = alert.due && isoDate(alert.due);
  const says = { ruleVersion, severity, audience, facts, due, compressed };
  const standing = entry?.standing;
  if (!standing) {
    const alertId = v5(`alert|${caseId}|${rule}|${subject}|${(entry?.raised ?? 0) + 1}`, namespace);
    return [alertRaised({ alertId, caseId, rule, subject, ...says, source, because, on })];
  }
  if (saysTheSame(standing, says)) return [];
  return [alertEscalated({ ...entry.key, ...says, from: standing.severity, because, on })];
};

/** A manager who was told of the third snooze stays told as long as the alert stands. */
const withManager = (audience: readonly Audience[], entry: AlertEntry | undefined): readonly Audience[] =>
  entry?.standing?.audience.includes('probation-manager') && !audience.includes('probation-manager')
    ? [...audience, 'probation-manager']
    : audience;

const saysTheSame = (a: Omit<SaidAlert, 'because'>, b: Omit<SaidAlert, 'because'>): boolean =>
  a.severity === b.severity &&
  a.due === b.due &&
  a.compressed === b.compressed &&
  a.audience.join() === b.audience.join() &&
  sameFacts(a.facts, b.facts);

const sameFacts = (a: SaidAlert['facts'], b: SaidAlert['facts']): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

const clearedAlerts = (
  state: AlertsState,
  { alerts, lastEvents }: Assessment,
  on: IsoDate,
): readonly ReadinessEvent[] => {
  const stand = new Set(alerts.map(alertKey));
  return Object.entries(state.alerts).flatMap(([name, { key, standing }]) => {
    if (!standing || stand.has(name)) return [];
    const last = lastEvents[key.rule];
    return [alertCleared({ ...key, clearedBy: last === standing.because ? undefined : last, on })];
  });
};

const taskEvents = (
  caseId: string,
  entry: TaskEntry | undefined,
  task: OpenTask,
  on: IsoDate,
): readonly ReadinessEvent[] => {
  const { kind, subject, rule, owner, prison, compressed } = task;
  const due = task.due && isoDate(task.due);
  // The facts may be a moment behind what a person just said.
  if (entry?.settled) return [];
  if (!entry?.open) {
    const taskId = v5(`task|${caseId}|${kind}|${subject}|${(entry?.opened ?? 0) + 1}`, namespace);
    return [taskOpened({ taskId, caseId, kind, subject, rule, owner, prison, due, compressed, on })];
  }
  const { open, key } = entry;
  const handed = open.owner !== owner || open.prison !== prison;
  const moved = open.due !== due || open.compressed !== compressed;
  return [
    ...(handed ? [taskHandedOver({ ...key, to: owner, prison, how: 'fact', on })] : []),
    ...(moved ? [taskRescheduled({ ...key, due, compressed, on })] : []),
  ];
};

const closedTasks = (state: AlertsState, { tasks, satisfied }: Assessment, on: IsoDate): readonly ReadinessEvent[] => {
  const stand = new Set(tasks.map(taskKey));
  return Object.entries(state.tasks).flatMap(([name, { key, open }]) => {
    if (!open || stand.has(name)) return [];
    return [taskDone({ ...key, how: satisfied.includes(key.kind) ? 'fact' : 'not-needed', on })];
  });
};
