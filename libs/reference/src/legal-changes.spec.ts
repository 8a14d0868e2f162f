import { isAfter } from '@ttg/calendar';
import { legalChanges, progressionTranches } from './legal-changes';

it.each([
  ['fixed-term-recall-56', '2026-03-31'],
  ['post-sentence-supervision-ends', '2026-05-11'],
  ['friday-release-scheme', '2023-11-30'],
] as const)('%s: %s', (key, day) => expect(legalChanges[key].on?.toString()).toBe(day));

it('a law that is passed but not begun has no day', () =>
  expect(legalChanges['care-leaver-not-intentional'].on).toBeUndefined());

it('the tranches follow each other, to longer sentences', () => {
  progressionTranches.slice(1).forEach((tranche, index) => {
    const before = progressionTranches[index];
    expect(before && isAfter(tranche.from, before.from)).toBe(true);
    expect(tranche.sentenceUpToDays ?? Infinity).toBeGreaterThan(before?.sentenceUpToDays ?? Infinity);
  });
  expect(progressionTranches).toHaveLength(10);
});
