import type { Evolution, IsoDate } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { AlertKey, Audience, ReadinessEvent, Severity, TaskKey } from '../events';
import { taskKey } from '../facts';
import { folding, type Folds } from '../facts/fold';

/** An alert as it was last said. */
export interface SaidAlert {
  readonly ruleVersion: number;
  readonly severity: Severity;
  readonly audience: readonly Audience[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly due?: IsoDate;
  readonly compressed: boolean;
  readonly because?: string;
}
export interface AlertEntry {
  readonly key: AlertKey;
  /** How often it has been raised: the next raise has a new id. */
  readonly raised: number;
  readonly snoozes: number;
  /** Absent once it was cleared. */
  readonly standing?: SaidAlert;
}

export interface SaidTask {
  readonly owner: Audience;
  readonly prison?: PrisonId;
  readonly due?: IsoDate;
  readonly compressed: boolean;
  readonly accepted: boolean;
}
export interface TaskEntry {
  readonly key: TaskKey;
  readonly opened: number;
  /** Somebody said it was done, or took it on after a move: it does not open again. */
  readonly settled: boolean;
  readonly open?: SaidTask;
}

/** What stands in the stream of a case. Alerts by rule and subject, tasks by kind and subject. */
export interface AlertsState {
  readonly alerts: Readonly<Record<string, AlertEntry>>;
  readonly tasks: Readonly<Record<string, TaskEntry>>;
}

export const alertKey = ({ rule, subject }: Pick<AlertKey, 'rule' | 'subject'>): string => `${rule}|${subject}`;

const keyOf = ({ alertId, caseId, rule, subject }: AlertKey): AlertKey => ({ alertId, caseId, rule, subject });
const keyOfTask = ({ taskId, caseId, kind, subject }: TaskKey): TaskKey => ({ taskId, caseId, kind, subject });

const withAlert = (state: AlertsState, key: AlertKey, change: (entry: AlertEntry) => AlertEntry): AlertsState => {
  const entry = state.alerts[alertKey(key)] ?? { key: keyOf(key), raised: 0, snoozes: 0 };
  return { ...state, alerts: { ...state.alerts, [alertKey(key)]: change(entry) } };
};
const withTask = (state: AlertsState, key: TaskKey, change: (entry: TaskEntry) => TaskEntry): AlertsState => {
  const entry = state.tasks[taskKey(key)] ?? { key: keyOfTask(key), opened: 0, settled: false };
  return { ...state, tasks: { ...state.tasks, [taskKey(key)]: change(entry) } };
};
const changed = (entry: TaskEntry, change: Partial<SaidTask>): TaskEntry =>
  entry.open ? { ...entry, open: { ...entry.open, ...change } } : entry;

const said = (data: Omit<SaidAlert, 'compressed'> & { readonly compressed?: boolean }): SaidAlert => {
  const { ruleVersion, severity, audience, facts, due, compressed = false, because } = data;
  return { ruleVersion, severity, audience, facts, due, compressed, because };
};

const folds: Folds<AlertsState, ReadinessEvent> = {
  'readiness.alert-raised': (state, { data }) =>
    withAlert(state, data, ({ raised }) => ({
      key: keyOf(data),
      raised: raised + 1,
      snoozes: 0,
      standing: said(data),
    })),
  'readiness.alert-escalated': (state, { data }) =>
    withAlert(state, data, (entry) => ({ ...entry, standing: said(data) })),
  'readiness.alert-snoozed': (state, { data }) =>
    withAlert(state, data, (entry) => ({ ...entry, snoozes: entry.snoozes + 1 })),
  'readiness.alert-cleared': (state, { data }) =>
    withAlert(state, data, ({ key, raised }) => ({ key, raised, snoozes: 0 })),
  'readiness.task-opened': (state, { data }) =>
    withTask(state, data, ({ opened }) => ({
      key: keyOfTask(data),
      opened: opened + 1,
      settled: false,
      open: { owner: data.owner, prison: data.prison, due: data.due, compressed: data.compressed, accepted: false },
    })),
  'readiness.task-accepted': (state, { data }) =>
    withTask(state, data, (entry) => ({
      ...changed(entry, { accepted: true, prison: data.prison ?? entry.open?.prison }),
      settled: data.kind === 'accept-after-move' || entry.settled,
    })),
  'readiness.task-handed-over': (state, { data }) =>
    withTask(state, data, (entry) => changed(entry, { owner: data.to, prison: data.prison, accepted: false })),
  'readiness.task-rescheduled': (state, { data }) =>
    withTask(state, data, (entry) => changed(entry, { due: data.due, compressed: data.compressed })),
  'readiness.task-done': (state, { data }) =>
    withTask(state, data, ({ key, opened, settled }) => ({ key, opened, settled: settled || data.how === 'person' })),
};

/** The readiness stream of a case: `readiness-{caseId}`. */
export const alerts: Evolution<AlertsState, ReadinessEvent> = {
  initial: { alerts: {}, tasks: {} },
  evolve: folding(folds),
};
