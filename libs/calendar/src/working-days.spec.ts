import fc from 'fast-check';
import { BankHolidays } from './bank-holidays';
import { date } from './plain-date';
import {
  isEveOfNonWorkingDay,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  workingDayOnOrBefore,
  workingDaysAfter,
  workingDaysBefore,
  workingDaysBetween,
} from './working-days';

describe('a working day', () => {
  it.each([
    ['2027-03-24', true, 'Wednesday'],
    ['2027-03-25', true, 'Maundy Thursday'],
    ['2027-03-26', false, 'Good Friday'],
    ['2027-03-27', false, 'Saturday'],
    ['2027-03-28', false, 'Sunday'],
    ['2027-03-29', false, 'Easter Monday'],
    ['2027-03-30', true, 'Tuesday'],
    ['2026-12-28', false, 'substitute for Boxing Day'],
    ['2022-09-19', false, 'the State Funeral'],
  ])('%s: %s (%s)', (day, expected) => expect(isWorkingDay(date(day))).toBe(expected));

  it('is judged by the holidays that are handed in', () =>
    expect(isWorkingDay(date('2027-03-26'), new BankHolidays([]))).toBe(true));
});

describe('working days after a day', () => {
  it('the story: sent Tuesday 2 March 2027, two working days run out on Thursday, so Friday is late', () =>
    expect(workingDaysAfter(date('2027-03-02'), 2).toString()).toBe('2027-03-04'));

  it('the story: received Friday 5 March, five working days run out on Friday 12 March, so Monday 15 March is late', () =>
    expect(workingDaysAfter(date('2027-03-05'), 5).toString()).toBe('2027-03-12'));

  it('step over Easter', () => expect(workingDaysAfter(date('2027-03-25'), 1).toString()).toBe('2027-03-30'));

  it('count from a Saturday as from the Friday before', () =>
    expect(workingDaysAfter(date('2027-03-06'), 1).toString()).toBe('2027-03-08'));

  it('are the day itself for none', () =>
    expect(workingDaysAfter(date('2027-03-06'), 0).toString()).toBe('2027-03-06'));

  it.each([-1, 1.5])('refuse to count %s days', (n) =>
    expect(() => workingDaysAfter(date('2027-03-06'), n)).toThrow(RangeError),
  );
});

describe('working days before a day', () => {
  it('step over Christmas', () => expect(workingDaysBefore(date('2026-12-29'), 2).toString()).toBe('2026-12-23'));

  it('previous is strictly before, on or before may be the day itself', () => {
    expect(previousWorkingDay(date('2027-03-25')).toString()).toBe('2027-03-24');
    expect(workingDayOnOrBefore(date('2027-03-25')).toString()).toBe('2027-03-25');
    expect(workingDayOnOrBefore(date('2027-03-29')).toString()).toBe('2027-03-25');
  });

  it('next is strictly after', () => expect(nextWorkingDay(date('2027-03-25')).toString()).toBe('2027-03-30'));
});

describe('the eve of a day without services', () => {
  it.each([
    ['2027-03-25', true],
    ['2027-03-19', true],
    ['2027-03-20', true],
    ['2027-03-21', false],
    ['2027-03-24', false],
  ])('%s: %s', (day, expected) => expect(isEveOfNonWorkingDay(date(day))).toBe(expected));
});

describe('for every day', () => {
  const day = fc.integer({ min: 0, max: 1095 }).map((days) => date('2026-01-01').add({ days }));
  const count = fc.integer({ min: 0, max: 40 });

  it('as many working days lie between as were added', () =>
    fc.assert(fc.property(day, count, (d, n) => expect(workingDaysBetween(d, workingDaysAfter(d, n))).toBe(n))));

  it('from a working day, forth and back is the same day', () =>
    fc.assert(
      fc.property(day, count, (d, n) => {
        const start = workingDayOnOrBefore(d);
        expect(workingDaysBefore(workingDaysAfter(start, n), n).toString()).toBe(start.toString());
      }),
    ));

  it('none lie between a day and an earlier one', () =>
    fc.assert(fc.property(day, count, (d, n) => expect(workingDaysBetween(d, d.subtract({ days: n }))).toBe(0))));
});
