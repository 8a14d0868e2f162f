import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, and stops waiting when the signal aborts. @param ms milliseconds of real time */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  // The only way it rejects is the abort, and that is what ends the wait.
  await sleep(ms, undefined, { signal }).catch(() => undefined);
};
