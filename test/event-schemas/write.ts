import 'reflect-metadata';
import { type EventSchema, isPublished, namedBy, readSchemas, schemaFolder } from '@ttg/messaging/contract';
import { brokenSinceRelease, headersBrokenSinceRelease } from './compatibility/since-release';
import { releasedHeaders, releaseHeaders, todaysHeaders } from './headers';
import { keepSchemas, releasedFolder, schemaGaps, staleSchemas } from './kept-schemas';
import { todaysSchemas } from './todays-schemas';

const fail = (sentences: readonly string[]): void => {
  for (const sentence of sentences) console.error(sentence);
  if (sentences.length > 0) process.exitCode = 1;
};

const names = (schemas: readonly EventSchema[]): string => schemas.map(({ $id }) => $id).join(', ');

/**
 * `npm run event-schemas` keeps the schemas of today's events; read the difference, then commit it. With `-- --check` it only says
 * which are stale; with `-- --release`, run when a release goes out, those of published events become what later ones are held to.
 */
const write = async ([option]: readonly string[]): Promise<void> => {
  const { schemas, written } = await todaysSchemas();
  const stale = staleSchemas(readSchemas(), schemas);
  if (option === '--check') {
    fail(stale.length > 0 ? [`Stale: ${names(stale)}. Run npm run event-schemas, and read the difference.`] : []);
    return fail(schemaGaps(readSchemas(), written));
  }
  if (option !== undefined && option !== '--release') return fail([`There is no ${option}: --check or --release.`]);
  keepSchemas(schemaFolder, stale);
  const kept = readSchemas();
  fail(schemaGaps(kept, written));
  const broken = brokenSinceRelease(readSchemas(releasedFolder), kept);
  fail([...broken, ...headersBrokenSinceRelease(releasedHeaders(), todaysHeaders)]);
  if (option === '--release' && process.exitCode === undefined) {
    keepSchemas(
      releasedFolder,
      kept.filter(({ $id }) => isPublished(namedBy($id).type)),
    );
    releaseHeaders();
  }
  console.log(`${kept.length} schemas, ${stale.length} of them new or changed`);
};

void write(process.argv.slice(2));
