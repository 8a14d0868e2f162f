import { StartFailure } from '../embedded-postgres/start-failure';
import type { MigrationFile } from './migration-files';

/** A line of the ledger that a database keeps of its migrations. */
export interface Applied {
  readonly name: string;
  readonly checksum: string;
}

export interface Compared {
  /** What the database lacks, in order. */
  readonly waiting: readonly MigrationFile[];
  /** The newest that it has of a later release: everything of this one is applied then. */
  readonly newest?: string;
}

/**
 * What this release knows beside what was applied. Later migrations only add, so that a release goes on beside those of the next one
 * (docs/adr/0015-archive-and-plans.md); whatever else it does not know makes a database that it was not written for.
 * @param ours in order
 * @throws StartFailure with a sentence that says what to do
 */
export const compareWithLedger = (ours: readonly MigrationFile[], applied: readonly Applied[]): Compared => {
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) refuseEdited(known.get(name), checksum);
  const foreign = applied.map(({ name }) => name).filter((name) => !known.has(name));
  const last = numberOf(ours.at(-1)?.name ?? '0');
  const strange = foreign.find((name) => !(numberOf(name) > last));
  if (strange !== undefined) {
    throw new StartFailure(
      `The database has a migration that this release does not know, and that is not newer than its own (${strange}): start the release that applied it, or one after it.`,
    );
  }
  const done = new Set(applied.map(({ name }) => name));
  const waiting = ours.filter(({ name }) => !done.has(name));
  const newest = foreign.toSorted((one, other) => numberOf(one) - numberOf(other)).at(-1);
  if (newest !== undefined && waiting.length > 0) {
    const missing = waiting.map(({ name }) => name).join(', ');
    throw new StartFailure(
      `The database was migrated by another release (${newest}), and without ${missing} of this one: start that release, or one after it.`,
    );
  }
  return { waiting, newest };
};

const refuseEdited = (migration: MigrationFile | undefined, checksum: string): void => {
  if (!migration || migration.checksum === checksum) return;
  throw new StartFailure(
    `Migration ${migration.name} was edited after it had been applied: put the file back, and make the change in a new migration.`,
  );
};

/** Their names begin with it; NaN, which is newer than nothing, where one does not. */
const numberOf = (name: string): number => Number.parseInt(name, 10);
