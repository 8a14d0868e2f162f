import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { openLog } from '@ttg/process/log';
import { migrateNamed } from '@ttg/process/prepare-database';
import { runOnce } from '@ttg/process/run';
import { readSettings } from '@ttg/process/settings';

/** `npm run migrate`: brings the database of the services up to date, before any of them starts. */
void runOnce(async () => {
  const settings = readSettings(process.env);
  Logger.overrideLogger(openLog(settings, 'migrate'));
  const { database } = settings;
  if (!database || !(await migrateNamed(database)))
    throw new StartFailure(
      'Set DATABASE_URL, as the application, and DATABASE_MIGRATION_URL, as the owner of the same database.',
    );
});
