import { calendarDays, isEveOfNonWorkingDay } from '@ttg/calendar';
import { taskKey } from '../facts';
import type { FindingTask, Rule } from './finding';
import { alertFrom, latest } from './stages';

/** G10: outside the Friday scheme she leaves on the eve of days without services, so the weekend is planned for. */
export const fridayRelease: Rule = ({ facts, on, release }) => {
  if (!release?.rule || release.released || release.overdue || release.rule.applies !== 1) return [];
  if (!isEveOfNonWorkingDay(release.planned, on.holidays)) return [];
  const subject = release.planned.toString();
  const task: FindingTask = { kind: 'weekend-plan', subject, owner: 'prison-resettlement', due: release.planned };
  if (facts.readiness?.done[taskKey(task)]) return [];
  const near = on.limit('fridayRelease.near');
  return [
    {
      rule: 'G10',
      subject,
      stages: alertFrom(latest(release.knownSince, release.planned.subtract(calendarDays(near.value)))),
      audience: ['prison-resettlement', 'probation-practitioner', 'prison-healthcare'],
      facts: { releaseDay: subject, date: release.rule.date.toString() },
      sources: [near.source, ...release.rule.sources],
      due: release.planned,
      compressed: false,
      tasks: [task],
    },
  ];
};
