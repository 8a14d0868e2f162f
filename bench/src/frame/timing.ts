/** How long a sample that counts operations takes. */
export interface Duration {
  readonly milliseconds: number;
}

/**
 * Lets so many workers do the same over and over for a while.
 * @param work one operation of a worker; resolves to how many things it did (events, rows).
 * @returns things a second.
 */
export const perSecond = async (
  { milliseconds }: Duration,
  workers: number,
  work: (worker: number) => Promise<number>,
): Promise<number> => {
  const began = performance.now();
  const end = began + milliseconds;
  const done = await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      let count = 0;
      while (performance.now() < end) count += await work(worker);
      return count;
    }),
  );
  return (done.reduce((sum, count) => sum + count, 0) / (performance.now() - began)) * 1000;
};

/** @returns milliseconds that the work took. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
