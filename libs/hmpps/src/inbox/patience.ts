const minute = 60;
const hour = 60 * minute;

/** How long a message waits before somebody has to look at it, in seconds since it came, by what it waits for. */
const limits: Readonly<Record<string, number>> = {
  // Most are of women who were never here: HMPPS tells of all. The delayed family is 45 minutes behind.
  'not-received-yet': 6 * hour,
  // Another reading makes no more of it, unless the program was mended.
  unreadable: 0,
};
const usually = 7 * 24 * hour;

export const isGivenUp = (code: string, waitedSeconds: number): boolean => waitedSeconds > (limits[code] ?? usually);

const shortest = 15;
const longest = hour;

/**
 * Seconds until the next attempt: twice as long each time, up to an hour.
 * @param attempts made so far, this one with them
 * @param dice from 0 to 1: not all that failed together are tried together
 */
export const delayAfter = (attempts: number, dice = Math.random()): number =>
  Math.min(shortest * 2 ** Math.max(attempts - 1, 0), longest) * (0.75 + dice / 2);
