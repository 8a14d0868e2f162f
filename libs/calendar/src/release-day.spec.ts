import fc from 'fast-check';
import { date, isAfter, isBefore, type PlainDate } from './plain-date';
import { custodyNotKnown, type CustodySinceSentence } from './nights-in-custody';
import { releaseDateTypes, type ReleaseDateType } from './release-date-type';
import { releaseDay, type ReleaseDayQuestion } from './release-day';
import { isWorkingDay } from './working-days';

const rule = { nights: 28 };
const longAgo: CustodySinceSentence = { periods: [{ from: date('2024-01-15') }], complete: true };
const insideSince = (day: string): CustodySinceSentence => ({ periods: [{ from: date(day) }], complete: true });

const question = (day: string, overrides: Partial<ReleaseDayQuestion> = {}): ReleaseDayQuestion => ({
  date: date(day),
  type: 'CRD',
  custody: longAgo,
  today: date('2025-12-01'),
  ...overrides,
});
const leaves = (day: string, overrides: Partial<ReleaseDayQuestion> = {}) =>
  releaseDay(question(day, overrides), rule).releaseDay.toString();

/** Worked out by hand on a printed calendar: [the date, tier 1, tier 2]. */
const byHand: Record<string, readonly (readonly [string, string, string])[]> = {
  'New Year 2026 (Thu 1 Jan)': [
    ['2025-12-31', '2025-12-31', '2025-12-30'],
    ['2026-01-01', '2025-12-31', '2025-12-30'],
    ['2026-01-02', '2026-01-02', '2025-12-30'],
    ['2026-01-03', '2026-01-02', '2025-12-30'],
    ['2026-01-05', '2026-01-05', '2026-01-05'],
  ],
  'Easter 2026 (Fri 3 and Mon 6 Apr)': [
    ['2026-04-01', '2026-04-01', '2026-04-01'],
    ['2026-04-02', '2026-04-02', '2026-04-01'],
    ['2026-04-03', '2026-04-02', '2026-04-01'],
    ['2026-04-05', '2026-04-02', '2026-04-01'],
    ['2026-04-06', '2026-04-02', '2026-04-01'],
    ['2026-04-07', '2026-04-07', '2026-04-07'],
  ],
  'early May 2026 (Mon 4 May)': [
    ['2026-05-01', '2026-05-01', '2026-04-30'],
    ['2026-05-03', '2026-05-01', '2026-04-30'],
    ['2026-05-04', '2026-05-01', '2026-04-30'],
    ['2026-05-05', '2026-05-05', '2026-05-05'],
  ],
  'spring 2026 (Mon 25 May)': [
    ['2026-05-23', '2026-05-22', '2026-05-21'],
    ['2026-05-25', '2026-05-22', '2026-05-21'],
    ['2026-05-26', '2026-05-26', '2026-05-26'],
  ],
  'summer 2026 (Mon 31 Aug)': [
    ['2026-08-28', '2026-08-28', '2026-08-27'],
    ['2026-08-31', '2026-08-28', '2026-08-27'],
    ['2026-09-01', '2026-09-01', '2026-09-01'],
  ],
  'an ordinary Friday': [
    ['2026-12-03', '2026-12-03', '2026-12-03'],
    ['2026-12-04', '2026-12-04', '2026-12-03'],
  ],
  'Christmas and New Year 2026 (Fri 25, Mon 28 Dec, Fri 1 Jan)': [
    ['2026-12-23', '2026-12-23', '2026-12-23'],
    ['2026-12-24', '2026-12-24', '2026-12-23'],
    ['2026-12-25', '2026-12-24', '2026-12-23'],
    ['2026-12-26', '2026-12-24', '2026-12-23'],
    ['2026-12-28', '2026-12-24', '2026-12-23'],
    ['2026-12-29', '2026-12-29', '2026-12-29'],
    ['2026-12-30', '2026-12-30', '2026-12-30'],
    ['2026-12-31', '2026-12-31', '2026-12-30'],
    ['2027-01-01', '2026-12-31', '2026-12-30'],
    ['2027-01-03', '2026-12-31', '2026-12-30'],
    ['2027-01-04', '2027-01-04', '2027-01-04'],
  ],
  'Easter 2027 (Fri 26 and Mon 29 Mar)': [
    ['2027-03-24', '2027-03-24', '2027-03-24'],
    ['2027-03-25', '2027-03-25', '2027-03-24'],
    ['2027-03-26', '2027-03-25', '2027-03-24'],
    ['2027-03-28', '2027-03-25', '2027-03-24'],
    ['2027-03-29', '2027-03-25', '2027-03-24'],
    ['2027-03-30', '2027-03-30', '2027-03-30'],
    ['2027-03-31', '2027-03-31', '2027-03-31'],
  ],
  'early May 2027 (Mon 3 May)': [
    ['2027-05-03', '2027-04-30', '2027-04-29'],
    ['2027-05-04', '2027-05-04', '2027-05-04'],
  ],
  'spring 2027 (Mon 31 May)': [
    ['2027-05-31', '2027-05-28', '2027-05-27'],
    ['2027-06-01', '2027-06-01', '2027-06-01'],
  ],
  'summer 2027 (Mon 30 Aug)': [
    ['2027-08-29', '2027-08-27', '2027-08-26'],
    ['2027-08-30', '2027-08-27', '2027-08-26'],
  ],
  'Christmas and New Year 2027 (Mon 27, Tue 28 Dec, Mon 3 Jan)': [
    ['2027-12-23', '2027-12-23', '2027-12-23'],
    ['2027-12-24', '2027-12-24', '2027-12-23'],
    ['2027-12-25', '2027-12-24', '2027-12-23'],
    ['2027-12-27', '2027-12-24', '2027-12-23'],
    ['2027-12-28', '2027-12-24', '2027-12-23'],
    ['2027-12-29', '2027-12-29', '2027-12-29'],
    ['2027-12-31', '2027-12-31', '2027-12-30'],
    ['2028-01-01', '2027-12-31', '2027-12-30'],
    ['2028-01-03', '2027-12-31', '2027-12-30'],
    ['2028-01-04', '2028-01-04', '2028-01-04'],
  ],
  'Easter 2028 (Fri 14 and Mon 17 Apr)': [
    ['2028-04-13', '2028-04-13', '2028-04-12'],
    ['2028-04-14', '2028-04-13', '2028-04-12'],
    ['2028-04-17', '2028-04-13', '2028-04-12'],
    ['2028-04-18', '2028-04-18', '2028-04-18'],
  ],
  'early May 2028 (Mon 1 May)': [['2028-05-01', '2028-04-28', '2028-04-27']],
  'spring 2028 (Mon 29 May)': [['2028-05-29', '2028-05-26', '2028-05-25']],
  'summer 2028 (Mon 28 Aug)': [['2028-08-28', '2028-08-25', '2028-08-24']],
  'Christmas and New Year 2028 (Mon 25, Tue 26 Dec, Mon 1 Jan)': [
    ['2028-12-21', '2028-12-21', '2028-12-21'],
    ['2028-12-22', '2028-12-22', '2028-12-21'],
    ['2028-12-24', '2028-12-22', '2028-12-21'],
    ['2028-12-26', '2028-12-22', '2028-12-21'],
    ['2028-12-27', '2028-12-27', '2028-12-27'],
    ['2028-12-29', '2028-12-29', '2028-12-28'],
    ['2029-01-01', '2028-12-29', '2028-12-28'],
  ],
};

describe.each(Object.entries(byHand))('%s', (_cluster, rows) => {
  it.each(rows)('a woman in the scheme, dated %s: tier 1 %s, leaves %s', (day, tier1, tier2) => {
    const found = releaseDay(question(day), rule);
    expect([found.tier1.toString(), found.tier2.toString(), found.releaseDay.toString()]).toEqual([
      tier1,
      tier2,
      tier2,
    ]);
    expect(found).toMatchObject({ applies: 2, inScheme: 'yes', reason: 'in-scheme' });
  });

  it.each(rows)('a woman on home detention curfew, dated %s, leaves %s', (day, tier1) => {
    const found = releaseDay(question(day, { type: 'HDCAD' }), rule);
    expect(found.releaseDay.toString()).toBe(tier1);
    expect(found).toMatchObject({ applies: 1, inScheme: 'no', reason: 'excluded-type' });
  });
});

describe('who is in the scheme', () => {
  it('the acceptance story: sentenced 19 February 2027, 33 nights by Wednesday 24 March', () => {
    const found = releaseDay(question('2027-03-25', { custody: insideSince('2027-02-19') }), rule);
    expect(found.nights).toBe(33);
    expect(found.releaseDay.toString()).toBe('2027-03-24');
    expect(found.explanation).toContain('33 nights');
    expect(leaves('2027-03-31', { custody: insideSince('2027-02-19') })).toBe('2027-03-31');
  });

  it('28 nights up to the candidate day are enough', () =>
    expect(leaves('2027-03-25', { custody: insideSince('2027-02-24') })).toBe('2027-03-24'));

  it('27 nights are not, though the date itself would make 28', () => {
    const found = releaseDay(question('2027-03-25', { custody: insideSince('2027-02-25') }), rule);
    expect(found).toMatchObject({ nights: 27, applies: 1, reason: 'too-few-nights', inScheme: 'no' });
    expect(found.releaseDay.toString()).toBe('2027-03-25');
  });

  it('too few nights still keep her from leaving on Good Friday itself', () =>
    expect(leaves('2027-03-26', { custody: insideSince('2027-03-15') })).toBe('2027-03-25'));

  it('nights before a release count with those after the recall', () => {
    const custody: CustodySinceSentence = {
      periods: [{ from: date('2026-11-02'), to: date('2026-11-12') }, { from: date('2027-03-06') }],
      complete: true,
    };
    expect(releaseDay(question('2027-03-25', { type: 'PRRD', custody }), rule)).toMatchObject({
      nights: 28,
      applies: 2,
    });
  });

  it('the end of a 56-day recall is in the scheme by its own length', () => {
    // Returned Sat 30 Jan 2027: return + 55 is Fri 26 Mar, Good Friday.
    const custody: CustodySinceSentence = { periods: [{ from: date('2027-01-30') }], complete: false };
    expect(releaseDay(question('2027-03-26', { type: 'FTR56', custody }), rule)).toMatchObject({
      nights: 53,
      applies: 2,
    });
    expect(leaves('2027-03-26', { type: 'FTR56', custody })).toBe('2027-03-24');
  });

  it('a home detention curfew date on a Saturday becomes the Friday', () =>
    expect(leaves('2027-02-20', { type: 'HDCAD' })).toBe('2027-02-19'));

  it.each(['PED', 'APD', 'TARIFF', 'HDCED', 'HDCAD'] as const)('%s is outside, however long she has served', (type) =>
    expect(releaseDay(question('2027-03-25', { type }), rule)).toMatchObject({ applies: 1, inScheme: 'no' }),
  );

  it.each(['CRD', 'ARD', 'PRRD', 'FTR56', 'ETD', 'MTD', 'LTD'] as const)(
    '%s is inside with her nights served',
    (type) => expect(releaseDay(question('2027-03-25', { type }), rule)).toMatchObject({ applies: 2, inScheme: 'yes' }),
  );

  it('where her sentence is not recorded both days are shown, and the plan is to the earlier', () => {
    const found = releaseDay(question('2027-03-26', { custody: custodyNotKnown }), rule);
    expect(found).toMatchObject({ applies: 'not-known', inScheme: 'not-known', reason: 'nights-not-known' });
    expect([found.tier1, found.tier2, found.releaseDay].map(String)).toEqual([
      '2027-03-25',
      '2027-03-24',
      '2027-03-24',
    ]);
  });

  it('a risk-assessed recall review is decided case by case: both days, the earlier planned to', () => {
    expect(releaseDay(question('2027-03-25', { type: 'RARR' }), rule).reason).toBe('type-not-known');
    expect(leaves('2027-03-25', { type: 'RARR' })).toBe('2027-03-24');
  });

  it('a woman who has not served the nights is out, whatever would be decided case by case', () =>
    expect(
      releaseDay(question('2027-03-25', { type: 'RARR', custody: insideSince('2027-03-20') }), rule),
    ).toMatchObject({
      applies: 1,
      reason: 'too-few-nights',
    }));
});

describe('days that are not moved', () => {
  it('a court hearing stands, on a Friday too', () => {
    expect(leaves('2027-03-19', { type: 'court-hearing' })).toBe('2027-03-19');
    expect(releaseDay(question('2027-03-19', { type: 'court-hearing' }), rule).applies).toBe('none');
  });

  it('a past date stands as recorded', () => {
    const found = releaseDay(question('2027-03-26', { today: date('2027-03-27') }), rule);
    expect([found.tier1, found.tier2, found.releaseDay].map(String)).toEqual(Array(3).fill('2027-03-26'));
    expect(found).toMatchObject({ applies: 'none', reason: 'past' });
  });

  it('a date learned too late is today, never before: on Good Friday itself', () =>
    expect(leaves('2027-03-26', { today: date('2027-03-26') })).toBe('2027-03-26'));

  it('a date learned on the eve is the eve, when the day before it has gone by', () =>
    expect(leaves('2027-03-26', { today: date('2027-03-25') })).toBe('2027-03-25'));
});

describe('what the answer carries', () => {
  it('names the sources of the tier that decided', () => {
    expect(releaseDay(question('2027-03-25'), rule).sources.map(({ ref }) => ref)).toContain('S59, S60');
    expect(releaseDay(question('2027-03-25'), rule).sources.map(({ confidence }) => confidence)).toContain('design');
  });

  it.each([
    ['2027-03-25', 'published'],
    ['2029-03-29', 'computed'],
    ['2031-04-10', 'unknown'],
  ])('says how well the holidays of %s are known: %s', (day, knowledge) =>
    expect(releaseDay(question(day), rule).holidays).toBe(knowledge),
  );

  it('looks to the year after, when the date is the last day of December', () =>
    expect(releaseDay(question('2028-12-31'), rule).holidays).toBe('computed'));
});

describe('for every date, type, custody and today', () => {
  const firstDay = date('2026-01-01');
  const day = fc.integer({ min: 0, max: 1095 }).map((days) => firstDay.add({ days }));
  const type = fc.constantFrom(...(Object.keys(releaseDateTypes) as ReleaseDateType[]));
  const period = fc
    .record({ from: day, length: fc.option(fc.integer({ min: 0, max: 90 })) })
    .map(({ from, length }) => ({
      from,
      to: length === null ? undefined : from.add({ days: length }),
    }));
  const custody = fc.record({ periods: fc.array(period, { maxLength: 3 }), complete: fc.boolean() });
  const questions: fc.Arbitrary<ReleaseDayQuestion> = fc.record({ date: day, type, custody, today: day });
  const upcoming = questions.filter((q) => !isBefore(q.date, q.today) && q.type !== 'court-hearing');

  const holds = (arbitrary: fc.Arbitrary<ReleaseDayQuestion>, property: (q: ReleaseDayQuestion) => void) =>
    fc.assert(fc.property(arbitrary, property), { numRuns: 300 });

  it('applied to its own result it gives the same day', () =>
    holds(questions, (q) => {
      const once = releaseDay(q, rule).releaseDay;
      expect(releaseDay({ ...q, date: once }, rule).releaseDay.toString()).toBe(once.toString());
    }));

  it('is never later than the date, and tier 2 never later than tier 1', () =>
    holds(questions, (q) => {
      const found = releaseDay(q, rule);
      expect(isAfter(found.releaseDay, q.date)).toBe(false);
      expect(isAfter(found.tier2, found.tier1)).toBe(false);
    }));

  it('is never before today', () =>
    holds(upcoming, (q) => expect(isBefore(releaseDay(q, rule).releaseDay, q.today)).toBe(false)));

  it('is a working day, unless there is none left before it', () =>
    holds(upcoming, (q) => {
      const { releaseDay: leavesOn } = releaseDay(q, rule);
      expect(isWorkingDay(leavesOn) || leavesOn.equals(q.today)).toBe(true);
    }));

  it('in tier 2 it is the last day with a working day after it, unless that has gone by', () =>
    holds(upcoming, (q) => {
      const { tier2 } = releaseDay(q, rule);
      expect(tier2.toString()).toBe(lastWithWorkingDayAfter(q.date, q.today).toString());
    }));

  /** Another way to the same answer: all candidates, latest first. */
  const lastWithWorkingDayAfter = (from: PlainDate, today: PlainDate): PlainDate =>
    Array.from({ length: 10 }, (_, back) => from.subtract({ days: back })).find(
      (d) => !isAfter(d, today) || (isWorkingDay(d) && isWorkingDay(d.add({ days: 1 }))),
    ) ?? today;
});
