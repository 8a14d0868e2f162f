import { nightsInCustody } from './nights-in-custody';
import { date } from './plain-date';

const nights = (until: string, ...periods: [string, string?][]) =>
  nightsInCustody(
    { periods: periods.map(([from, to]) => ({ from: date(from), to: to ? date(to) : undefined })), complete: true },
    date(until),
  );

describe('nights in custody since sentence', () => {
  it('are counted from the night of the day of sentence to the morning of the day', () =>
    expect(nights('2027-03-24', ['2027-02-19'])).toBe(33));

  it('are none on the day of sentence itself', () => expect(nights('2027-02-19', ['2027-02-19'])).toBe(0));

  it('are none before the sentence', () => expect(nights('2027-02-18', ['2027-02-19'])).toBe(0));

  it('add up over stays, in whatever order they were recorded', () =>
    expect(nights('2027-03-10', ['2027-03-01'], ['2026-11-02', '2026-11-12'])).toBe(19));

  it('count a night that two records share once', () =>
    expect(nights('2027-03-10', ['2027-03-01', '2027-03-06'], ['2027-03-04'])).toBe(9));

  it('count a stay inside another once', () =>
    expect(nights('2027-03-10', ['2027-03-01'], ['2027-03-03', '2027-03-05'])).toBe(9));

  it('stop at the day asked for, though a later end is recorded', () =>
    expect(nights('2027-03-05', ['2027-03-01', '2027-03-20'])).toBe(4));
});
