import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configurePages } from '@ttg/web/pages';
import { configureServer, drain, serveApiDescription } from '@ttg/web/server';
import answers from './answers.json';
import { AppModule } from './app.module';
import { ConsoleLog } from './console-log';
import { greeting } from './greeting';
import type { Lifetime } from './lifetime';
import { checkPort, listen } from './listen';
import { prepareDatabase } from './prepare-database';
import { reachEventStore } from './reach-event-store';
import type { Settings } from './settings';
import { firstRun } from './simulation/first-run';

/**
 * Starts everything in order: the database and its migrations, the application, the port. Each part says to `lifetime` how
 * it is stopped.
 * @throws StartFailure, and Interrupted when it is asked to end in between.
 */
export const start = async (settings: Settings, lifetime: Lifetime): Promise<void> => {
  await checkPort(settings);
  await reachEventStore(settings);
  const databaseUrl = await prepareDatabase(settings, lifetime);
  lifetime.goOn();
  await firstRun(settings, databaseUrl, lifetime);
  lifetime.goOn();
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, databaseUrl), {
    bodyParser: false,
    abortOnError: false,
    logger: new ConsoleLog(settings.logLevels),
  });
  lifetime.started(async () => {
    await drain(app.getHttpServer());
    await app.close();
  });
  configureServer(app);
  configurePages(app, settings);
  serveApiDescription(app, answers);
  lifetime.goOn();
  const address = await listen(app, settings);
  console.log(greeting(address, settings));
};
