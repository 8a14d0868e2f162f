import { delayAfter, isGivenUp } from './patience';

const hours = (count: number): number => count * 60 * 60;

describe('a message that cannot be acted on yet', () => {
  it('is tried again after fifteen seconds, then ever later, and at least about every hour', () => {
    const delays = [1, 2, 3, 9, 50].map((attempts) => delayAfter(attempts, 0.5));
    expect(delays).toEqual([15, 30, 60, 3600, 3600]);
  });

  it('is not tried at the very moment all others are', () =>
    expect([delayAfter(1, 0), delayAfter(1, 1)]).toEqual([11.25, 18.75]));

  it('is given up after a week; a release of somebody who never came, after six hours', () => {
    expect(isGivenUp('hmpps-unavailable', hours(24 * 7) - 1)).toBe(false);
    expect(isGivenUp('hmpps-unavailable', hours(24 * 7) + 1)).toBe(true);
    expect(isGivenUp('not-received-yet', hours(6) - 1)).toBe(false);
    expect(isGivenUp('not-received-yet', hours(6) + 1)).toBe(true);
  });
});
