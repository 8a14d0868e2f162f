import { AccessDeniedError, UnavailableError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff, persistently } from './back-off';
import { NoAnswer } from './failures';

jest.mock('node:timers/promises', () => ({ setTimeout: jest.fn() }));

const slept = jest.mocked(sleep);
const { setTimeout: really } = jest.requireActual<typeof import('node:timers/promises')>('node:timers/promises');

/** Time passes at once. */
beforeEach(() => slept.mockReset().mockResolvedValue(undefined));

const waits = (): number[] => slept.mock.calls.map(([ms]) => ms ?? Number.NaN);

/** How long many wait before the same attempt. Milliseconds. */
const manyWait = async (attempt: number, options?: Parameters<typeof backOff>[1]): Promise<number[]> => {
  slept.mockClear();
  for (let one = 0; one < 300; one += 1) await backOff(attempt, options);
  return waits();
};

const expectJittered = (waited: readonly number[], longest: number): void => {
  expect(Math.min(...waited)).toBeGreaterThanOrEqual(longest / 2);
  expect(Math.max(...waited)).toBeLessThan(longest);
};

describe('the wait before the next attempt', () => {
  it.each([
    [1, 50],
    [2, 100],
    [3, 200],
    [7, 3_200],
    [8, 5_000],
    [200, 5_000],
    // Here the doubling has passed what a number holds.
    [2_000, 5_000],
  ])('is, before attempt %d, from a half of %d ms up to it', async (attempt, longest) => {
    expectJittered(await manyWait(attempt), longest);
  });

  it('begins and ends where it is told to', async () => {
    const options = { firstMs: 8, longestMs: 20 };
    for (const [index, longest] of [8, 16, 20, 20].entries())
      expectJittered(await manyWait(index + 1, options), longest);
  });

  it('is another for each of many who lost the same server: they are spread over the whole of it', async () => {
    const waited = await manyWait(8);
    expect(new Set(waited).size).toBeGreaterThan(290);
    for (const part of [0, 1, 2, 3, 4]) {
      const from = 2_500 + part * 500;
      expect(waited.filter((ms) => ms >= from && ms < from + 500)).not.toHaveLength(0);
    }
  });

  describe('that is long', () => {
    beforeEach(() => slept.mockImplementation(really));

    const long = { firstMs: 60_000, longestMs: 60_000 };

    it('ends at once with its signal', async () => {
      const stopping = new AbortController();
      const waiting = backOff(1, { ...long, signal: stopping.signal });
      stopping.abort();
      await waiting;
    });

    it('does not begin where its signal has aborted before', () =>
      backOff(1, { ...long, signal: AbortSignal.abort() }));
  });
});

describe('work that is done again', () => {
  const failure = (code: status, details: string) => Object.assign(new Error(details), { code, details });
  const unavailable = (details = 'Server Is Not Ready') =>
    new UnavailableError(failure(status.UNAVAILABLE, details) as never);

  /** Fails with these, one after the other, and then is done. */
  const failing = (...errors: readonly Error[]) => {
    let calls = 0;
    const work = async (): Promise<string> => {
      calls += 1;
      const error = errors[calls - 1];
      if (error) throw error;
      return `done at ${calls}`;
    };
    return { work, calls: () => calls };
  };

  it('is done once where nothing fails, without a wait', async () => {
    const { work, calls } = failing();
    expect(await persistently(work)).toBe('done at 1');
    expect([calls(), waits()]).toEqual([1, []]);
  });

  it('is done again after an error that passes, each time after a longer wait', async () => {
    const { work } = failing(unavailable(), unavailable(), unavailable(), unavailable());
    expect(await persistently(work, 5)).toBe('done at 5');
    expect(waits()).toHaveLength(4);
    for (const [index, ms] of waits().entries()) expectJittered([ms], 50 * 2 ** index);
  });

  it.each([
    ['three times', undefined, 3],
    ['once where it is told so', 1, 1],
    ['as often as it is told', 7, 7],
  ])('is done %s, and fails with the last error without another wait', async (_, given, times) => {
    const errors = Array.from({ length: 9 }, (_, index) => unavailable(`failure ${index + 1}`));
    const { work, calls } = failing(...errors);
    await expect(persistently(work, given)).rejects.toBe(errors[times - 1]);
    expect([calls(), waits().length]).toEqual([times, times - 1]);
  });

  it.each([
    ['no answer came: it was waited for', new NoAnswer(5_000)],
    ['it was refused', new AccessDeniedError(failure(status.PERMISSION_DENIED, 'Access Denied') as never)],
    ['our own code threw', new TypeError('Synthetic')],
  ])('is not done again where %s', async (_, error) => {
    const { work, calls } = failing(error);
    await expect(persistently(work)).rejects.toBe(error);
    expect([calls(), waits()]).toEqual([1, []]);
  });

  it('is not done again where no answer came the second time', async () => {
    const last = new NoAnswer(5_000);
    const { work, calls } = failing(unavailable(), last);
    await expect(persistently(work)).rejects.toBe(last);
    expect(calls()).toBe(2);
  });
});
