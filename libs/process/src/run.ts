import { GaveUpWaiting, Lifetime } from './lifetime';
import { report } from './report';

/** What was started may take so long to stop, where somebody it speaks with did not answer. Milliseconds. */
const longestStop = 5_000;

type Work = (lifetime: Lifetime) => Promise<void>;

/**
 * Runs a program of ours until it is asked to end, and ends the process: what it started is stopped, the last first, and what
 * kept it from starting is said in a sentence.
 * @param start resolves when it runs; it says to `lifetime` how each part is stopped.
 */
export const run = (start: Work): Promise<never> =>
  runOnce(async (lifetime) => {
    await start(lifetime);
    await lifetime.over;
  });

/** The same for a program that ends by itself, when its work is done. */
export const runOnce = async (work: Work): Promise<never> => {
  const lifetime = new Lifetime().listen(() => process.exit(130));
  // Within the chain, so that a malformed setting is reported as any other failure.
  const working = Promise.resolve().then(() => work(lifetime));
  let longest: number | undefined;
  try {
    await Promise.race([working, lifetime.over]);
    await working;
  } catch (error) {
    // Who did not answer at the start may not answer at the end either.
    if (error instanceof GaveUpWaiting) longest = longestStop;
    process.exitCode = report(error);
  }
  await working.catch(() => undefined);
  await lifetime.end(longest).catch((error: unknown) => {
    process.exitCode = report(error);
  });
  process.exit();
};
