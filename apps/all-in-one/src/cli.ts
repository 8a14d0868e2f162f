import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { CommandContext, OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { addCouncilCommands } from '@ttg/councils/cli';
import { kernelCommands } from '@ttg/event-sourcing/cli/commands';
import { UnknownProjection } from '@ttg/event-sourcing/projections/catalogue';
import { joinEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { pendingMigrations } from '@ttg/event-sourcing/postgres/migrate';
import { addTopicCommands } from '@ttg/messaging/topics/cli';
import { AppModule } from './app.module';
import { CommandLog } from '@ttg/process/console-log';
import { Lifetime } from '@ttg/process/lifetime';
import { reachEventStore } from '@ttg/process/reach-event-store';
import { report } from '@ttg/process/report';
import { readSettings, type Settings } from '@ttg/process/settings';

/** Commands for whoever keeps the system running: `npm run ttg -- --help`. They may be given while it runs. */
const main = async (): Promise<void> => {
  // Whoever reads what we print may have read enough (`… | head`): that is no fault.
  process.stdout.on('error', () => undefined);
  // What is printed is the answer; what goes wrong is said in it, and of the application below errors alone.
  Logger.overrideLogger(new CommandLog());
  try {
    const settings = readSettings(process.env);
    const context = contextOf(settings);
    const program = kernelCommands(context);
    addCouncilCommands(program, context);
    addTopicCommands(program, settings.kafka);
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error instanceof UnknownProjection ? new StartFailure(error.message) : error);
  }
  process.exit();
};

const contextOf = (settings: Settings): CommandContext => ({
  keys: () => settings.keys,
  checkpointFolder: () => settings.checkpointFolder,
  interrupted,
  withKernel: async (work) => {
    await reachEventStore(settings);
    if (settings.database) return onDatabase(settings, settings.database, work);
    const postgres = await joinEmbeddedPostgres(settings.dataDir);
    try {
      return await onDatabase(settings, { url: postgres.appUrl, maintenanceUrl: postgres.maintenanceUrl }, work);
    } finally {
      await postgres.stop();
    }
  },
});

/** What goes on until it is asked to end: by Ctrl-C, or because whoever read what is printed is gone (`… | head`). */
const interrupted = (): AbortSignal => {
  const ending = new AbortController();
  const lifetime = new Lifetime().listen(() => process.exit(130));
  lifetime.over.catch((fault: unknown) => (process.exitCode = report(fault))).finally(() => ending.abort());
  process.stdout.on('error', () => ending.abort());
  return ending.signal;
};

interface Connections {
  /** As the application's role. */
  readonly url: string;
  /** As the role that archives, where there is one. */
  readonly maintenanceUrl?: string;
}

const onDatabase = async <T>(
  settings: Settings,
  { url, maintenanceUrl }: Connections,
  work: (kernel: OpenKernel) => Promise<T>,
): Promise<T> => {
  const pending = await pendingMigrations(url);
  if (pending.length > 0)
    throw new StartFailure(
      'The database is not up to date. Start the application once with this release, then repeat.',
    );
  const app = await NestFactory.createApplicationContext(
    AppModule.with(settings, url, { background: false, maintenanceUrl }),
    {
      abortOnError: false,
      logger: ['fatal', 'error'],
    },
  );
  try {
    return await work(app);
  } finally {
    await app.close();
  }
};

void main();
