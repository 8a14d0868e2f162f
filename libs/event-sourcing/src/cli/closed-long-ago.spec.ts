import { date } from '@ttg/calendar';
import { age, dayOf } from './closed-long-ago';

const today = date('2026-03-31');

describe('an age of --closed-for', () => {
  it.each([
    ['P2Y', '2024-03-31'],
    ['P2Y1M', '2024-02-29'],
    ['P18M', '2024-09-30'],
    ['P104W', '2024-04-02'],
    ['P1D', '2026-03-30'],
    ['p1y2m3w4d', '2025-01-06'],
  ])('%s before 31 March 2026 leads to %s', (text, closedBefore) => {
    expect(dayOf({ closedFor: age(text) }, today)).toBe(closedBefore);
  });

  it.each([
    'PT5H',
    'P1DT0S',
    'P1DT5H',
    'P0D',
    'P0Y0M',
    '-P2Y',
    '+P2Y',
    'P1.5Y',
    'P1M2Y',
    'P',
    'PY',
    '2 years',
    '2Y',
    '',
  ])('is not written "%s"', (text) => {
    expect(() => age(text)).toThrow('Write an age as P2Y, P18M, P6W or P90D');
  });

  it.each(['P2026Y', 'P3000Y', 'P999999999Y'])('does not go back as far as %s', (text) => {
    expect(() => dayOf({ closedFor: age(text) }, today)).toThrow('goes back too far');
  });
});
