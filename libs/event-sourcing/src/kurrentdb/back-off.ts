import { pause } from '../background/pause';
import { isPassing, NoAnswer } from './failures';

/**
 * Waits before the next attempt: twice as long each time up to a limit, and never exactly so long, so that all who lost the same
 * server do not come back to it at the same moment.
 * @param attempt from 1. Milliseconds of real time.
 */
export const backOff = (
  attempt: number,
  { firstMs = 50, longestMs = 5_000, signal }: { firstMs?: number; longestMs?: number; signal?: AbortSignal } = {},
): Promise<void> => {
  const longest = Math.min(firstMs * 2 ** (attempt - 1), longestMs);
  return pause(longest * (0.5 + Math.random() / 2), signal);
};

/** Does something that writes nothing again where a node could not take it; not where it gave no answer, which was waited for. */
export const persistently = async <Answer>(work: () => Promise<Answer>, attempts = 3): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isPassing(error) || error instanceof NoAnswer) throw error;
    }
    await backOff(attempt);
  }
};
