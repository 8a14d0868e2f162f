import { ours, type DatedLimit } from './dated-limit';

/** "Time to act" and "alert hygiene" of part G: what lies between a task, an alert and a red one. */
export const alertLimits = {
  'alerts.afterTask': [ours(7, 'days', 'part G, time to act', 'The alert follows seven days after its task opens.')],
  'alerts.atOnce': [ours(14, 'days', 'part G, time to act', 'Within two weeks of release the alert comes at once.')],
  'alerts.urgentGrace': [
    ours(
      5,
      'working-days',
      'part G, time to act',
      'Nothing is red before five working days after it could first have been known.',
    ),
  ],
  'alerts.urgentGraceNearRelease': [
    ours(7, 'days', 'part G, time to act', 'Within a week of release there is no grace.'),
  ],
  'alerts.snoozes': [ours(3, 'times', 'part G, alert hygiene', 'The third snooze goes to a manager.')],
} as const satisfies Readonly<Record<string, readonly DatedLimit[]>>;
