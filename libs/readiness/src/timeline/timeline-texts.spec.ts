import { isoDate } from '@ttg/event-sourcing';
import { date } from '@ttg/calendar';
import type { Severity } from '../events';
import { mayRead } from './timeline-readers';
import { timelineTexts } from './timeline-texts';

const escalated = (from: Severity, severity: Severity) =>
  timelineTexts['readiness.alert-escalated']?.({
    alertId: 'alert',
    caseId: 'case',
    rule: 'G8',
    subject: '2027-03-01',
    ruleVersion: 1,
    from,
    severity,
    audience: ['prison-resettlement'],
    facts: {},
    on: isoDate(date('2027-06-15')),
  });

it.each<[Severity, Severity, string]>([
  ['B', 'A', 'Act this week: Release day moved nearer'],
  ['A', 'R', 'Act today: Release day moved nearer'],
  ['R', 'A', 'No longer for today: Release day moved nearer'],
  ['A', 'B', 'No longer to act on, to be aware of: Release day moved nearer'],
  ['A', 'A', ''],
])('an alert that goes from %s to %s is told as it is now', (from, to, words) =>
  expect(escalated(from, to)).toBe(words),
);

it.each([
  ['recorded-in-error', 'recorded in error'],
  ['reversed-by-hmpps', 'reversed in HMPPS'],
] as const)('a release that was none is told as such, and why: %s', (reason, words) => {
  const on = isoDate(date('2027-03-20'));
  const told = timelineTexts['custody.release-reversed']?.({ caseId: 'case', releasedOn: on, reason, on });
  expect(told).toBe(`She had not left on 20 March 2027: her release was ${words}`);
});

it('a council reads that she was released, and that she had not left', () => {
  for (const type of ['custody.released', 'custody.release-reversed'])
    expect(mayRead({ type, data: {} }, 'council-housing')).toBe(true);
});
