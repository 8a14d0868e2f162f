import { setMaxListeners } from 'node:events';

/** @returns what stops many loops at once. Each listens to it, so Node's warning of a leak at the eleventh would be false. */
export const stopperOfMany = (): AbortController => {
  const stopper = new AbortController();
  setMaxListeners(0, stopper.signal);
  return stopper;
};
