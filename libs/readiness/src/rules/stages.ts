import { calendarDays, earlierOf, isAfter, isBefore, laterOf, workingDaysAfter, type PlainDate } from '@ttg/calendar';
import type { ExpectedRelease } from './expected-release';
import type { Stage } from './finding';
import type { OnThatDay } from './on-that-day';

/** "Time to act" of part G, as days of a calendar. */

/** The alert follows seven days after its task opened; at once when release is within two weeks. */
export const alertAfterTask = (opened: PlainDate, release: ExpectedRelease, on: OnThatDay): PlainDate =>
  laterOf(
    opened,
    earlierOf(
      opened.add(calendarDays(on.limit('alerts.afterTask').value)),
      release.day.subtract(calendarDays(on.limit('alerts.atOnce').value)),
    ),
  );

/**
 * The first day on which it may be red: five working days after the fact could first have been known, or within a week of
 * release.
 */
export const urgentFrom = (known: PlainDate, releaseDay: PlainDate | undefined, on: OnThatDay): PlainDate => {
  const grace = workingDaysAfter(known, on.limit('alerts.urgentGrace').value, on.holidays);
  if (!releaseDay) return grace;
  const near = releaseDay.subtract(calendarDays(on.limit('alerts.urgentGraceNearRelease').value));
  return laterOf(known, earlierOf(grace, near));
};

/** A task that becomes an alert and then a red one. No step comes before the one below it. */
export const ladder = (steps: { opened: PlainDate; alert: PlainDate; urgent?: PlainDate }): readonly Stage[] => {
  const alert = laterOf(steps.opened, steps.alert);
  const urgent = steps.urgent && laterOf(alert, steps.urgent);
  const rungs: Stage[] = [];
  if (isBefore(steps.opened, alert)) rungs.push({ from: steps.opened, severity: 'task' });
  if (!urgent || isBefore(alert, urgent)) rungs.push({ from: alert, severity: 'A' });
  if (urgent) rungs.push({ from: urgent, severity: 'R' });
  return rungs;
};

/** An alert without a task that comes before it. */
export const alertFrom = (alert: PlainDate, urgent?: PlainDate): readonly Stage[] =>
  ladder({ opened: alert, alert, urgent });

/** The stage of that day, if any has begun. */
export const stageOn = (stages: readonly Stage[], today: PlainDate): Stage | undefined =>
  stages.findLast(({ from }) => !isAfter(from, today));

/** The first day on which the task became an alert. */
export const firstAlert = (stages: readonly Stage[]): PlainDate | undefined =>
  stages.find(({ severity }) => severity !== 'task')?.from;

/** The latest of some days. */
export const latest = (first: PlainDate, ...days: readonly (PlainDate | undefined)[]): PlainDate =>
  days.reduce<PlainDate>((last, day) => (day ? laterOf(last, day) : last), first);
