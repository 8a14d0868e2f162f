import { Logger } from '@nestjs/common';
import { errorClass, placeOf } from '../projections/error-class';
import { isTransient } from '../projections/transient';
import { pause } from './pause';

const shortestMs = 100;
const longestMs = 10_000;
/** Work that held for this long starts again without delay: its failure is a new one. */
const steadyMs = 30_000;

/**
 * Does something for as long as the application runs: what throws is logged and done again, ever later.
 * @param work runs until the signal aborts, or until there is nothing more to do.
 */
export const keepTrying = async (
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> => {
  const logger = new Logger('Background');
  let wait = shortestMs;
  while (!signal.aborted) {
    const started = performance.now();
    try {
      return await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (performance.now() - started > steadyMs) wait = shortestMs;
      // Where a connection broke in our code tells nothing; it would be said by every loop at every attempt.
      const place = isTransient(error) ? '' : `\n${placeOf(error)}`;
      logger.warn(`${name} failed (${errorClass(error)}) and goes on in ${wait} ms${place}`);
    }
    // Not all at the same moment after the database was away.
    await pause(wait * (0.75 + Math.random() / 2), signal);
    wait = Math.min(wait * 2, longestMs);
  }
};
