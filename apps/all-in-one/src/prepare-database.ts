import { startEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { migrate, pendingMigrations } from '@ttg/event-sourcing/postgres/migrate';
import type { Lifetime } from './lifetime';
import type { Settings } from './settings';

/**
 * The database the application runs on, migrated: the embedded server's, which is started, or the one that was named.
 * @returns its URL as the application.
 * @throws StartFailure
 */
export const prepareDatabase = async (settings: Settings, lifetime: Lifetime): Promise<string> => {
  if (settings.database) return prepareNamed(settings.database);
  const postgres = await startEmbeddedPostgres(settings.dataDir);
  lifetime.started(() => postgres.stop());
  await migrate({
    migrationUrl: postgres.ownerUrl,
    appRole: roleOf(postgres.appUrl),
    maintenanceRole: roleOf(postgres.maintenanceUrl),
  });
  return postgres.appUrl;
};

const prepareNamed = async ({
  url,
  migrationUrl,
  maintenanceUrl,
}: NonNullable<Settings['database']>): Promise<string> => {
  if (migrationUrl !== undefined) {
    const maintenanceRole = maintenanceUrl === undefined ? undefined : roleOf(maintenanceUrl);
    await migrate({ migrationUrl, appRole: roleOf(url), maintenanceRole });
    return url;
  }
  const pending = await pendingMigrations(url);
  if (pending.length === 0) return url;
  throw new StartFailure(
    `Migrations are pending (${pending.join(', ')}). Start once with DATABASE_MIGRATION_URL, the database's owner, and they are applied.`,
  );
};

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username);
