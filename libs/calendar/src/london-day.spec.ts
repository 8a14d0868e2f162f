import { Temporal } from 'temporal-polyfill';
import { londonToday, nextLondonMidnight, startOfLondonDay } from './london-day';
import { date } from './plain-date';

const at = (text: string) => Temporal.Instant.from(text);

describe("London's date", () => {
  it.each([
    ['2027-03-27T23:59:59Z', '2027-03-27'],
    ['2027-03-28T00:00:00Z', '2027-03-28'],
    ['2027-06-30T22:59:59Z', '2027-06-30'],
    ['2027-06-30T23:00:00Z', '2027-07-01'],
  ])('at %s is %s', (instant, day) => expect(londonToday(at(instant)).toString()).toBe(day));
});

describe('the start of a day in London', () => {
  it.each([
    ['2027-01-15', '2027-01-15T00:00:00Z'],
    ['2027-03-28', '2027-03-28T00:00:00Z'],
    ['2027-03-29', '2027-03-28T23:00:00Z'],
    ['2027-07-01', '2027-06-30T23:00:00Z'],
    ['2027-11-01', '2027-11-01T00:00:00Z'],
  ])('of %s is %s', (day, instant) => expect(startOfLondonDay(date(day)).toString()).toBe(instant));
});

describe('the next midnight', () => {
  it('is a day away at midnight itself', () =>
    expect(nextLondonMidnight(at('2027-01-15T00:00:00Z')).toString()).toBe('2027-01-16T00:00:00Z'));

  it('is 23 hours after the last when clocks go forward', () =>
    expect(nextLondonMidnight(at('2027-03-28T00:00:00Z')).toString()).toBe('2027-03-28T23:00:00Z'));

  it('is 25 hours after the last when clocks go back', () =>
    expect(nextLondonMidnight(at('2027-10-30T23:00:00Z')).toString()).toBe('2027-11-01T00:00:00Z'));
});
