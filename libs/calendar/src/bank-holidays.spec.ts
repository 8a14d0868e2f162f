import { bankHolidays, BankHolidays, type BankHoliday } from './bank-holidays';
import { date } from './plain-date';

describe('the bank holidays shipped', () => {
  it('name the day off and keep its source', () =>
    expect(bankHolidays.on(date('2027-03-26'))).toMatchObject({ name: 'Good Friday', confidence: 'verified' }));

  it('know an ordinary day as none', () => expect(bankHolidays.on(date('2027-03-25'))).toBeUndefined());

  it('keep the day off, not the day it stands in for', () => {
    expect(bankHolidays.on(date('2027-12-25'))).toBeUndefined();
    expect(bankHolidays.on(date('2027-12-27'))?.name).toBe('Christmas Day (substitute day)');
  });

  it.each([
    [2017, 'unknown'],
    [2018, 'published'],
    [2028, 'published'],
    [2029, 'computed'],
    [2030, 'unknown'],
  ])('of %s are %s', (year, knowledge) => expect(bankHolidays.knowledgeOf(year)).toBe(knowledge));
});

it('one computed day makes its year computed, in whatever order the days come', () => {
  const day = (text: string, status: BankHoliday['status']): BankHoliday => ({
    date: date(text),
    name: 'A day off',
    status,
    source: 'synthetic',
    confidence: 'design',
  });
  const mixed = [day('2040-01-02', 'computed'), day('2040-12-25', 'published')];
  expect(new BankHolidays(mixed).knowledgeOf(2040)).toBe('computed');
  expect(new BankHolidays(mixed.reverse()).knowledgeOf(2040)).toBe('computed');
});
