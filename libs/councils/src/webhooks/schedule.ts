const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** The pauses after the first, second, third attempt that failed; then the last one again and again. Milliseconds. */
const pauses = [5 * seconds, 30 * seconds, 2 * minutes, 10 * minutes, 30 * minutes, 1 * hours, 2 * hours, 4 * hours];
const longest = 8 * hours;

/** After so long a receiver is given up on, and somebody must look. Milliseconds of real time. */
export const givenUpAfter = 72 * hours;

/** A receiver may ask for more time, but not for as much as it likes. */
const mostAskedFor = 1 * hours;

export interface Failed {
  /** How many attempts there were, this one among them. */
  readonly attempts: number;
  /** Since the first of them. Milliseconds. */
  readonly since: number;
  /** What the receiver asked for (`Retry-After`), in whole seconds. */
  readonly retryAfter?: string;
  /** From 0 to 1. */
  readonly dice: number;
}

/**
 * @returns how long to wait for the next attempt, in milliseconds; nothing when three days are over. The last attempt is made
 * when they end. A tenth more or less, so that what failed together does not come back together.
 */
export const nextPause = ({ attempts, since, retryAfter, dice }: Failed): number | undefined => {
  const left = givenUpAfter - since;
  if (left <= 0) return undefined;
  const planned = (pauses[attempts - 1] ?? longest) * (0.9 + dice / 5);
  const asked = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) * seconds : 0;
  return Math.min(Math.max(planned, Math.min(asked, mostAskedFor)), left);
};
