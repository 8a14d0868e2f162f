import {
  calendarDays,
  date,
  dayMonthYear,
  daysBetween,
  earlierOf,
  InvalidDate,
  isAfter,
  isBefore,
  laterOf,
  weekdayDayMonthYear,
} from './plain-date';

describe('a date as written', () => {
  it('is year, month, day', () => expect(date('2027-03-31').toString()).toBe('2027-03-31'));

  it('takes a leap day in a leap year', () => expect(date('2028-02-29').toString()).toBe('2028-02-29'));

  it.each([
    '2027-02-29',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '31/03/2027',
    '2027-3-31',
    '20270331',
    '2027-03-31T00:00',
    '',
    ' 2027-03-31',
    'soon',
  ])('refuses %j and says how to write it', (text) => {
    expect(() => date(text)).toThrow(InvalidDate);
    expect(() => date(text)).toThrow('such as 2027-03-31');
  });
});

describe('two days', () => {
  const [first, second] = [date('2027-03-24'), date('2027-03-31')];

  it('have an order', () => {
    expect([isBefore(first, second), isBefore(second, first), isBefore(first, first)]).toEqual([true, false, false]);
    expect([isAfter(first, second), isAfter(second, first), isAfter(first, first)]).toEqual([false, true, false]);
    expect(earlierOf(second, first)).toBe(first);
    expect(laterOf(second, first)).toBe(second);
  });

  it('are so many days apart, over clock changes and year ends', () => {
    expect(daysBetween(first, second)).toBe(7);
    expect(daysBetween(second, first)).toBe(-7);
    expect(daysBetween(date('2027-12-31'), date('2028-12-31'))).toBe(366);
  });
});

describe('calendar days', () => {
  it('are added and taken away over clock changes, month and year ends', () => {
    expect(date('2027-12-31').add(calendarDays(1)).toString()).toBe('2028-01-01');
    expect(date('2028-03-01').subtract(calendarDays(1)).toString()).toBe('2028-02-29');
    expect(date('2027-03-27').add(calendarDays(7)).toString()).toBe('2027-04-03');
    expect(date('2027-03-27').add(calendarDays(-7)).toString()).toBe('2027-03-20');
  });

  it('are whole ones', () => expect(() => calendarDays(1.5)).toThrow(RangeError));
});

it('is spoken as GOV.UK writes it', () => {
  expect(dayMonthYear(date('2027-03-01'))).toBe('1 March 2027');
  expect(weekdayDayMonthYear(date('2027-03-31'))).toBe('Wednesday 31 March 2027');
  expect(weekdayDayMonthYear(date('2026-11-22'))).toBe('Sunday 22 November 2026');
});
