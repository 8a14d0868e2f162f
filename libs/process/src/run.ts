import { Lifetime } from './lifetime';
import { report } from './report';

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
  try {
    await Promise.race([working, lifetime.over]);
    await working;
  } catch (error) {
    process.exitCode = report(error);
  }
  await working.catch(() => undefined);
  await lifetime.end().catch((error: unknown) => {
    process.exitCode = report(error);
  });
  process.exit();
};
