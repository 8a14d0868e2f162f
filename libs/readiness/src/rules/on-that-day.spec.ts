import { date } from '@ttg/calendar';
import { at } from '../testing/case-record';
import { learnedOn, nextLimitChange } from './on-that-day';

describe('the day in London on which something was learned', () => {
  it.each([
    ['2027-01-11', '23:59:59', '2027-01-11'],
    ['2027-06-30', '22:59:59.999', '2027-06-30'],
    ['2027-06-30', '23:00:00', '2027-07-01'],
    ['2027-06-30', '23:59:59.5', '2027-07-01'],
    ['2027-03-28', '00:30:00', '2027-03-28'],
    ['2027-10-30', '23:30:00', '2027-10-31'],
    ['2027-10-31', '23:30:00', '2027-10-31'],
  ])('%sT%sZ is %s', (day, time, london) => expect(learnedOn(at(day, time)).toString()).toBe(london));
});

it('the next change of a limit is a day on which one begins or ends', () => {
  expect(nextLimitChange(date('2024-08-01'))?.toString()).toBe('2024-09-01');
  expect(nextLimitChange(date('2024-09-01'))?.toString()).toBe('2026-03-31');
});
