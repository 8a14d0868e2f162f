import { parseCrn, parseNhsNumber, parsePrisonNumber } from '@ttg/reference';
import { highestSeed, mostWomen } from '../cohort/cohort';
import { numbersOf } from './numbers';

describe('made-up numbers', () => {
  const some = [0, 1, 7, highestSeed].flatMap((seed) =>
    Array.from({ length: 1500 }, (_, index) => numbersOf(seed, index % 2 === 0 ? index : mostWomen - index)),
  );

  it('have the form of real ones', () => {
    for (const { prisonNumber, crn, nhsNumber } of some) {
      expect(parsePrisonNumber(prisonNumber)).toBe(prisonNumber);
      expect(parseCrn(crn)).toBe(crn);
      expect(parseNhsNumber(nhsNumber)).toBe(nhsNumber);
    }
  });

  it('are told from real ones', () => {
    for (const { prisonNumber, crn, nhsNumber } of some)
      expect([prisonNumber[0], crn[0], nhsNumber.slice(0, 3)]).toEqual(['Z', 'Z', '999']);
  });

  it('belong to one woman each, of all cohorts', () => {
    for (const kind of ['prisonNumber', 'crn', 'nhsNumber'] as const)
      expect(new Set(some.map((numbers) => numbers[kind])).size).toBe(some.length);
  });
});
