import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { StartFailure } from '../embedded-postgres/start-failure';
import { applyMigration, messageOf, type Patience } from './apply-migration';
import { type Applied, compareWithLedger } from './compare-with-ledger';
import { admitMaintenanceRole } from './maintenance-role';
import { type MigrationFile, migrationFiles } from './migration-files';

/** A server that takes a connection and then says nothing: whoever starts us must be able to end us. Milliseconds. */
const connectionTimeout = 10_000;

/** One process migrates at a time; the other waits, and then finds nothing to do. */
const takeTurn = 'select pg_advisory_lock(7632999, 2)';

const createLedger = `
  create schema if not exists eventstore;
  create table if not exists eventstore.migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );`;

export interface MigrateOptions {
  /** The owner's connection: it makes the schemas and holds what only it may write. */
  readonly migrationUrl: string;
  /** The role the application runs as: the user name of DATABASE_URL. It must exist. */
  readonly appRole: string;
  /** The role that may move closed cases into the archive: the user name of DATABASE_MAINTENANCE_URL. */
  readonly maintenanceRole?: string;
  readonly patience?: Patience;
  readonly migrations?: readonly MigrationFile[];
}

/**
 * Brings the database up to date: every migration once, in order, each in a transaction of its own. Those of the version
 * before may be at work meanwhile: docs/adr/0015-archive-and-plans.md has the rule that migrations are written by. A database that
 * a newer release has brought further stays as it is, with a warning in the log.
 * @returns the names of those applied now.
 * @throws StartFailure with a sentence that says what to do.
 */
export const migrate = async ({
  migrationUrl,
  appRole,
  maintenanceRole,
  patience,
  migrations = migrationFiles(),
}: MigrateOptions): Promise<string[]> =>
  withClient(migrationUrl, 'DATABASE_MIGRATION_URL', async (client) => {
    await client.query(takeTurn);
    await refuseUnfitDatabase(client);
    await refuseUnfitRole(client, appRole, 'DATABASE_URL');
    if (maintenanceRole !== undefined) await refuseUnfitRole(client, maintenanceRole, 'DATABASE_MAINTENANCE_URL');
    await client.query(createLedger);
    const waiting = toApply(migrations, await appliedMigrations(client));
    for (const migration of waiting) await applyMigration(client, migration, appRole, patience);
    if (maintenanceRole !== undefined) await admitMaintenanceRole(client, maintenanceRole);
    return waiting.map(({ name }) => name);
  });

/**
 * @param url a connection of the owner or of the application.
 * @returns the names of migrations this database still lacks: none where a newer release has brought it further, with a warning in
 * the log.
 * @throws StartFailure
 */
export const pendingMigrations = async (url: string, migrations = migrationFiles()): Promise<string[]> =>
  withClient(url, 'DATABASE_URL', async (client) => {
    const { rows } = await client.query<{ known: boolean }>(
      `select to_regclass('eventstore.migrations') is not null as known`,
    );
    const applied = rows[0]?.known ? await appliedMigrations(client) : [];
    return toApply(migrations, applied).map(({ name }) => name);
  });

const appliedMigrations = async (client: Client): Promise<readonly Applied[]> =>
  (await client.query<Applied>('select name, checksum from eventstore.migrations')).rows;

/** @returns those to apply. That the database is ahead of us is worth a line in the log: it is meant to last for a change of release. */
const toApply = (migrations: readonly MigrationFile[], applied: readonly Applied[]): readonly MigrationFile[] => {
  const { waiting, newest } = compareWithLedger(migrations, applied);
  if (newest !== undefined) {
    new Logger('Database').warn(
      `The database was migrated by a newer release (${newest}). This one goes on beside it, as the release before may; finish the change of release.`,
    );
  }
  return waiting;
};

const refuseUnfitDatabase = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ encoding: string }>(`select current_setting('server_encoding') as encoding`);
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8') return;
  throw new StartFailure(`The database's encoding is ${encoding}: create one with encoding UTF8.`);
};

/** Whoever may act as the owner may change events. */
const refuseUnfitRole = async (client: Client, role: string, setting: string): Promise<void> => {
  const { rows } = await client.query<{ owner: string; mayActAsOwner: boolean }>(
    `select current_user as owner, pg_has_role(oid, current_user, 'member') as "mayActAsOwner"
     from pg_roles where rolname = $1`,
    [role],
  );
  const [found] = rows;
  if (!found) {
    throw new StartFailure(`There is no role ${role} on this server: create the role that ${setting} names.`);
  }
  if (!found.mayActAsOwner) return;
  throw new StartFailure(
    `The role ${role} of ${setting} may act as ${found.owner}, which owns the events, and could change them: use a role of its own.`,
  );
};

const withClient = async <T>(url: string, setting: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectionTimeout });
  // Without a listener, a connection that breaks between two queries would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartFailure(`The database of ${setting} could not be reached: ${messageOf(error)}`, { cause: error });
  }
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(`The database of ${setting} refused to be migrated: ${messageOf(error)}`, { cause: error });
  } finally {
    await client.end();
  }
};
