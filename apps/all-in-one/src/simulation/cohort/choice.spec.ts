import { date } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { cohortFrom, wantedFrom } from './choice';

const typed = { women: '40', seed: '1' };
const today = date('2026-11-22');
const nothing = { status: 'not-begun' } as const;

describe('what is typed', () => {
  it.each([
    [{ women: 'many' }, '--women must be a whole number from 1 to 5000, and is "many".'],
    [{ women: '0' }, '--women must be a whole number from 1 to 5000, and is "0".'],
    [{ women: '5001' }, '--women must be a whole number from 1 to 5000, and is "5001".'],
    [{ seed: '-1' }, '--seed must be a whole number from 0 to 99, and is "-1".'],
    [{ seed: '100' }, '--seed must be a whole number from 0 to 99, and is "100".'],
    [{ from: '2026-02-30' }, '--from must be a day such as 2026-11-01, and is "2026-02-30".'],
    [{ to: 'yesterday' }, '--to must be a day such as 2026-11-01, and is "yesterday".'],
    [{ from: '2026-05-01', to: '2026-05-01' }, '--from must be a day before --to.'],
    [{ from: '2020-01-01' }, '--from is 2024-09-01 at the earliest.'],
  ])('%j is refused by name', (wrong, sentence) => {
    expect(() => wantedFrom({ ...typed, ...wrong })).toThrow(sentence);
  });
});

describe('a cohort that is wanted', () => {
  it('ends yesterday, and spans seventeen weeks, or a year where there are many women', () => {
    expect(cohortFrom(wantedFrom(typed), today, nothing)).toEqual({
      ...{ women: 40, seed: 1, from: '2026-07-25', to: '2026-11-21' },
    });
    expect(cohortFrom(wantedFrom({ women: '500', seed: '7' }), today, nothing)).toMatchObject({ from: '2025-11-22' });
  });

  it('does not end today: what is told has happened', () => {
    const wanted = wantedFrom({ ...typed, to: '2026-11-22' });
    expect(() => cohortFrom(wanted, today, nothing)).toThrow('--to is yesterday at the latest, 2026-11-21.');
  });

  it('is the one of its seed that was cut off on another day', () => {
    const cohort = { women: 40, seed: 1, from: isoDate(date('2026-07-01')), to: isoDate(date('2026-10-28')) };
    expect(cohortFrom(wantedFrom(typed), today, { status: 'begun', cohort })).toEqual(cohort);
  });
});
