/** How many women are dealt with at the same time: as many as keep two processors and the database busy. */
const atOnce = 12;

/** Does the work for each, some at the same time, and waits for all. @throws the first that fails, when those in hand are done */
export const sideBySide = async <T>(many: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const left = many[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let one = left.next(); !one.done; one = left.next()) await work(one.value);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, next));
};
