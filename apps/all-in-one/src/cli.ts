import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { CommandContext, OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { kernelCommands } from '@ttg/event-sourcing/cli/commands';
import { UnknownProjection } from '@ttg/event-sourcing/projections/catalogue';
import { joinEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { pendingMigrations } from '@ttg/event-sourcing/postgres/migrate';
import { AppModule } from './app.module';
import { report } from './report';
import { readSettings, type Settings } from './settings';

/** Commands for whoever keeps the system running: `npm run ttg -- --help`. They may be given while it runs. */
const main = async (): Promise<void> => {
  try {
    const settings = readSettings(process.env);
    await kernelCommands(contextOf(settings)).parseAsync();
  } catch (error) {
    process.exitCode = report(error instanceof UnknownProjection ? new StartFailure(error.message) : error);
  }
  process.exit();
};

const contextOf = (settings: Settings): CommandContext => ({
  keys: () => settings.keys,
  withKernel: async (work) => {
    if (settings.database) return onDatabase(settings, settings.database.url, work);
    const postgres = await joinEmbeddedPostgres(settings.dataDir);
    try {
      return await onDatabase(settings, postgres.appUrl, work);
    } finally {
      await postgres.stop();
    }
  },
});

/** @param url a database, as the application's role. */
const onDatabase = async <T>(settings: Settings, url: string, work: (kernel: OpenKernel) => Promise<T>): Promise<T> => {
  const pending = await pendingMigrations(url);
  if (pending.length > 0)
    throw new StartFailure(
      'The database is not up to date. Start the application once with this release, then repeat.',
    );
  const app = await NestFactory.createApplicationContext(AppModule.with(settings, url, { background: false }), {
    abortOnError: false,
    logger: ['fatal', 'error'],
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};

void main();
