import { alertCleared, alertRaised, type TaskKind, taskDone, taskOpened } from '@ttg/readiness/events';
import { v4 } from 'uuid';
import type { Step, Woman } from './case-story';
import { prisonOf } from './custody-steps';

/**
 * What the rules said of a woman whose case is over. What they say of one whose case is open, they say themselves when the
 * history has been written.
 */
export const readinessSteps = (woman: Woman): Step[] =>
  woman.release + 14 <= 0
    ? [...task(woman, 'make-duty-to-refer', 8, 12), ...task(woman, 'arrange-gp', 18, 45), ...alert(woman)]
    : [];

const task = (woman: Woman, kind: TaskKind, opened: number, done: number): Step[] => {
  const { caseId, received, days } = woman;
  const key = { taskId: v4(), caseId, kind, subject: '' };
  const open = { rule: 'G2', owner: 'prison-resettlement', prison: prisonOf(woman), compressed: false } as const;
  const stream = `readiness-${caseId}`;
  return [
    { day: received + opened, stream, event: taskOpened({ ...key, ...open, on: days.on(received + opened) }) },
    { day: received + done, stream, event: taskDone({ ...key, how: 'fact', on: days.on(received + done) }) },
  ];
};

const alert = ({ caseId, release, days }: Woman): Step[] => {
  const key = { alertId: v4(), caseId, rule: 'G1', subject: '' } as const;
  const says = {
    ruleVersion: 1,
    severity: 'A',
    audience: ['prison-resettlement', 'probation-practitioner'],
    compressed: false,
  } as const;
  const facts = { release: days.on(release), nightsCovered: 0 };
  const stream = `readiness-${caseId}`;
  const [raised, cleared] = [release - 56, release - 14];
  return [
    {
      day: raised,
      stream,
      event: alertRaised({ ...key, ...says, facts, source: 'bench: made up', on: days.on(raised) }),
    },
    { day: cleared, stream, event: alertCleared({ ...key, on: days.on(cleared) }) },
  ];
};
