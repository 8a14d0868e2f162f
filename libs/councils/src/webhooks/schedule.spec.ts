import { givenUpAfter, nextPause } from './schedule';

const failed = { attempts: 1, since: 0, dice: 0.5 };
const hour = 3_600_000;

describe('after an attempt that failed', () => {
  it('waits ever longer', () => {
    const pauses = Array.from({ length: 9 }, (_, index) => nextPause({ ...failed, attempts: index + 1 }) ?? 0);
    expect(pauses[0]).toBe(5000);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses[8]).toBe(8 * hour);
    expect(nextPause({ ...failed, attempts: 50 })).toBe(8 * hour);
  });

  it('spreads out what failed together', () => {
    expect(nextPause({ ...failed, dice: 0 })).toBe(4500);
    expect(nextPause({ ...failed, dice: 1 })).toBeCloseTo(5500);
  });

  it('waits as long as it is asked to, up to an hour', () => {
    expect(nextPause({ ...failed, retryAfter: '120' })).toBe(120_000);
    expect(nextPause({ ...failed, retryAfter: '1' })).toBe(5000);
    expect(nextPause({ ...failed, retryAfter: '999999' })).toBe(hour);
    expect(nextPause({ ...failed, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' })).toBe(5000);
  });

  it('tries for the last time when three days end, and then gives up', () => {
    expect(nextPause({ ...failed, attempts: 12, since: givenUpAfter - hour })).toBe(hour);
    expect(nextPause({ ...failed, attempts: 13, since: givenUpAfter })).toBeUndefined();
  });

  it('makes some fifteen attempts in three days', () => {
    let [since, attempts] = [0, 1];
    for (let next = nextPause(failed); next !== undefined; next = nextPause({ ...failed, attempts, since })) {
      since += next;
      attempts += 1;
    }
    expect(since).toBe(72 * hour);
    expect(attempts).toBeGreaterThan(12);
    expect(attempts).toBeLessThan(20);
  });
});
