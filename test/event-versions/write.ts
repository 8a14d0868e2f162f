import 'reflect-metadata';
import { contexts, keepFixtures } from './contexts';
import { extended } from './event-fixture';

/** `npm run event-fixtures`: a fixture for every event that has none in its newest version. Read the difference, then commit it. */
const write = async (): Promise<void> => {
  for (const { name, definitions, samples, fixtures } of await contexts()) {
    const now = await extended(fixtures, definitions, samples);
    keepFixtures(name, now);
    console.log(`${name}: ${now.length} fixtures, ${now.length - fixtures.length} of them new`);
  }
};

void write();
