/** Upper bounds of what is done while somebody waits. Seconds. */
export const whileWaiting = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** @param from and @param to `performance.now()` of this process */
export const secondsBetween = (from: number, to: number): number => (to - from) / 1000;
