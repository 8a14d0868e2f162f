import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { StartFailure } from '../embedded-postgres/start-failure';
import { type MigrationFile, migrationFiles } from './migration-files';

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
  readonly migrations?: readonly MigrationFile[];
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the database up to date: every migration once, in order, each in a transaction of its own.
 * @returns the names of those applied now.
 * @throws StartFailure with a sentence that says what to do.
 */
export const migrate = async ({
  migrationUrl,
  appRole,
  migrations = migrationFiles(),
}: MigrateOptions): Promise<string[]> =>
  withClient(migrationUrl, 'DATABASE_MIGRATION_URL', async (client) => {
    await client.query(takeTurn);
    await refuseUnfitDatabase(client, appRole);
    await client.query(createLedger);
    const waiting = notApplied(migrations, await appliedMigrations(client));
    for (const migration of waiting) await apply(client, migration, appRole);
    return waiting.map(({ name }) => name);
  });

/**
 * @param url a connection of the owner or of the application.
 * @returns the names of migrations this database still lacks.
 * @throws StartFailure
 */
export const pendingMigrations = async (url: string, migrations = migrationFiles()): Promise<string[]> =>
  withClient(url, 'DATABASE_URL', async (client) => {
    const { rows } = await client.query<{ known: boolean }>(
      `select to_regclass('eventstore.migrations') is not null as known`,
    );
    const applied = rows[0]?.known ? await appliedMigrations(client) : [];
    return notApplied(migrations, applied).map(({ name }) => name);
  });

const appliedMigrations = async (client: Client): Promise<readonly Applied[]> =>
  (await client.query<Applied>('select name, checksum from eventstore.migrations')).rows;

const notApplied = (migrations: readonly MigrationFile[], applied: readonly Applied[]): readonly MigrationFile[] => {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = byName.get(name);
    if (!migration)
      throw new StartFailure(
        `The database was migrated by a newer version (${name}): start that version, or one after it.`,
      );
    if (migration.checksum !== checksum) {
      throw new StartFailure(
        `Migration ${name} was edited after it had been applied: put the file back, and make the change in a new migration.`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
};

const apply = async (client: Client, { name, sql, checksum }: MigrationFile, appRole: string): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(sql.replaceAll('{{app_role}}', () => escapeIdentifier(appRole)));
    await client.query('insert into eventstore.migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new StartFailure(`Migration ${name} could not be applied and was rolled back: ${messageOf(error)}`, {
      cause: error,
    });
  }
};

const refuseUnfitDatabase = async (client: Client, appRole: string): Promise<void> => {
  const { rows } = await client.query<{
    encoding: string;
    appRoleExists: boolean;
    appMayActAsOwner: boolean | null;
    owner: string;
  }>(
    `select current_setting('server_encoding') as encoding, current_user as owner,
       exists (select from pg_roles where rolname = $1) as "appRoleExists",
       (select pg_has_role(oid, current_user, 'member') from pg_roles where rolname = $1) as "appMayActAsOwner"`,
    [appRole],
  );
  const [database] = rows;
  if (database?.encoding !== 'UTF8') {
    throw new StartFailure(`The database's encoding is ${database?.encoding}: create one with encoding UTF8.`);
  }
  if (!database.appRoleExists) {
    throw new StartFailure(`There is no role ${appRole} on this server: create the role that DATABASE_URL names.`);
  }
  if (database.appMayActAsOwner) {
    throw new StartFailure(
      `The role ${appRole} of DATABASE_URL may act as ${database.owner}, which owns the events, and could change them: give the application a role of its own.`,
    );
  }
};

const withClient = async <T>(url: string, setting: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
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

/** A server's message has no values in it; that of an AggregateError (several addresses tried) is empty. */
const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  if (error instanceof DatabaseError) return `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
};
