import 'reflect-metadata';
import { Lifetime } from './lifetime';
import { report } from './report';
import { readSettings } from './settings';
import { start } from './start';

const main = async (): Promise<void> => {
  const lifetime = new Lifetime().listen(() => process.exit(130));
  // Within the chain, so that a malformed setting is reported as any other failure.
  const starting = Promise.resolve().then(() => start(readSettings(process.env), lifetime));
  try {
    await Promise.race([starting, lifetime.over]);
    await lifetime.over;
  } catch (error) {
    process.exitCode = report(error);
  }
  await starting.catch(() => undefined);
  await lifetime.end().catch((error: unknown) => {
    process.exitCode = report(error);
  });
  process.exit();
};

void main();
