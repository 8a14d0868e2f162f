import { type PlainDate } from '@ttg/calendar';
import { type Decision, type IsoDate, isoDate, Personal } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import {
  alertAcknowledged,
  alertDisputed,
  alertEscalated,
  alertSnoozed,
  taskAccepted,
  taskDone,
  taskHandedOver,
  type Audience,
  type ReadinessEvent,
} from '../events';
import type { AlertsState } from './alerts-state';
import { standingAlert, openTask } from './find';
import { GiveADay, GiveWords, TaskEndsByFact, WrongDay } from './refusals';
import { endsByPerson } from './task-kinds';

export { alerts, type AlertsState } from './alerts-state';
export { reconcile } from './reconcile';

type Decide = Decision<AlertsState, ReadinessEvent>;

/** From this snooze on, a manager reads along (part G, "alert hygiene"). */
export const snoozesUntilManager = 3;

/**
 * Says what will be done, and by when. The alert stands on until the facts clear it.
 * @throws AlertNotStanding, GiveWords, WrongDay
 */
export const acknowledge =
  (command: { readonly alertId: string; readonly willDo: string; readonly by: IsoDate }, today: PlainDate): Decide =>
  (state) => {
    const { key } = standingAlert(state, command.alertId);
    if (!command.willDo.trim()) throw new GiveWords('willDo', 'Say what you will do about it.');
    if (command.by < isoDate(today)) throw new WrongDay('by', 'Give a day from today on by which you will do it.');
    return alertAcknowledged({ ...key, willDo: Personal.of(command.willDo), by: command.by });
  };

/**
 * Puts it aside until a day, with a reason. It still stands, and the third time a manager is told.
 * @throws AlertNotStanding, GiveWords, WrongDay
 */
export const snooze =
  (command: { readonly alertId: string; readonly reason: string; readonly until: IsoDate }, today: PlainDate): Decide =>
  (state) => {
    const { key, standing, snoozes } = standingAlert(state, command.alertId);
    if (!command.reason.trim()) throw new GiveWords('reason', 'Say why it can wait.');
    if (!command.until) throw new GiveADay('until', 'Say until when it can wait.');
    if (command.until <= isoDate(today)) throw new WrongDay('until', 'Give a day after today until which it can wait.');
    const snoozed = alertSnoozed({ ...key, reason: Personal.of(command.reason), until: command.until });
    if (snoozes + 1 < snoozesUntilManager || standing.audience.includes('probation-manager')) return snoozed;
    const { severity, ruleVersion, audience, facts, due, compressed, because } = standing;
    return [
      snoozed,
      alertEscalated({
        ...key,
        ruleVersion,
        from: severity,
        severity,
        audience: [...audience, 'probation-manager'],
        facts,
        due,
        compressed,
        because,
        on: isoDate(today),
      }),
    ];
  };

/** "This is wrong". @throws AlertNotStanding, GiveWords */
export const dispute =
  (command: { readonly alertId: string; readonly why: string }): Decide =>
  (state) => {
    const { key } = standingAlert(state, command.alertId);
    if (!command.why.trim()) throw new GiveWords('why', 'Say what is wrong.');
    return alertDisputed({ ...key, why: Personal.of(command.why) });
  };

/** Takes a task on; after a move, for the new prison. Again is no second time. @throws TaskNotOpen */
export const acceptTask =
  (command: { readonly taskId: string; readonly prison?: PrisonId }, today: PlainDate): Decide =>
  (state) => {
    const { key, open } = openTask(state, command.taskId);
    return open.accepted ? [] : taskAccepted({ ...key, prison: command.prison ?? open.prison, on: isoDate(today) });
  };

/** Gives it to another role: from then on they own it. @throws TaskNotOpen */
export const handOver =
  (command: { readonly taskId: string; readonly to: Audience; readonly prison?: PrisonId }, today: PlainDate): Decide =>
  (state) => {
    const { key, open } = openTask(state, command.taskId);
    const { to, prison } = command;
    if (open.owner === to && open.prison === prison) return [];
    return taskHandedOver({ ...key, to, prison, how: 'person', on: isoDate(today) });
  };

/**
 * Says that a task is done. Only where no fact can tell: being told by phone, a weekend plan, a safe plan, an acceptance.
 * @throws TaskNotOpen, TaskEndsByFact
 */
export const completeTask =
  (command: { readonly taskId: string; readonly note?: string }, today: PlainDate): Decide =>
  (state) => {
    const { key } = openTask(state, command.taskId);
    if (!endsByPerson(key.kind)) throw new TaskEndsByFact();
    const note = command.note?.trim() ? Personal.of(command.note) : undefined;
    return taskDone({ ...key, how: 'person', note, on: isoDate(today) });
  };
