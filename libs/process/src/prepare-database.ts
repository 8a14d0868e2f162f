import { startEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { migrate, pendingMigrations } from '@ttg/event-sourcing/postgres/migrate';
import type { Lifetime } from './lifetime';
import type { Settings } from './settings';

type NamedDatabase = NonNullable<Settings['database']>;

/**
 * The database the application runs on, migrated: the embedded server's, which is started, or the one that was named.
 * @returns its URL as the application.
 * @throws StartFailure @throws GaveUpWaiting
 */
export const prepareDatabase = async (settings: Settings, lifetime: Lifetime): Promise<string> => {
  if (settings.database) {
    const preparing = prepareNamed(settings.database);
    // A migration is not left before it is done.
    return settings.database.migrationUrl === undefined ? lifetime.waitFor('the database', preparing) : preparing;
  }
  const postgres = await startEmbeddedPostgres(settings.dataDir);
  lifetime.started(() => postgres.stop());
  await migrate({
    migrationUrl: postgres.ownerUrl,
    appRole: roleOf(postgres.appUrl),
    maintenanceRole: roleOf(postgres.maintenanceUrl),
  });
  return postgres.appUrl;
};

const prepareNamed = async (database: NamedDatabase): Promise<string> => {
  if (await migrateNamed(database)) return database.url;
  return migrated(database.url, "Start once with DATABASE_MIGRATION_URL, the database's owner, and they are applied.");
};

/**
 * Brings a database that was named up to date, as its owner.
 * @returns whether there is an owner to do it as
 * @throws StartFailure
 */
export const migrateNamed = async ({ url, migrationUrl, maintenanceUrl }: NamedDatabase): Promise<boolean> => {
  if (migrationUrl === undefined) return false;
  const maintenanceRole = maintenanceUrl === undefined ? undefined : roleOf(maintenanceUrl);
  await migrate({ migrationUrl, appRole: roleOf(url), maintenanceRole });
  return true;
};

/**
 * @param whatToDo a sentence for whoever starts it before the database is of this release
 * @returns the URL of a database that is up to date.
 * @throws StartFailure
 */
export const migrated = async (url: string, whatToDo: string): Promise<string> => {
  const pending = await pendingMigrations(url);
  if (pending.length === 0) return url;
  throw new StartFailure(`Migrations are pending (${pending.join(', ')}). ${whatToDo}`);
};

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);
