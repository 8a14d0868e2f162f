import { setTimeout as sleep } from 'node:timers/promises';
import { anyOf } from './any-of';

/** Waits, and stops waiting when any of the signals aborts. @param ms milliseconds of real time */
export const pause = async (ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> => {
  const either = anyOf(...signals);
  // The only way it rejects is the abort, and that is what ends the wait.
  await sleep(ms, undefined, { signal: either.signal }).catch(() => undefined);
  either.release();
};
