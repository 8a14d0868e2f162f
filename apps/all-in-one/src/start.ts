import { Logger } from '@nestjs/common';
import { greeting } from '@ttg/process/greeting';
import type { Lifetime } from '@ttg/process/lifetime';
import { checkPort } from '@ttg/process/listen';
import { openLog } from '@ttg/process/log';
import { prepareDatabase } from '@ttg/process/prepare-database';
import { reachEventStore } from '@ttg/process/reach-event-store';
import { serve } from '@ttg/process/serve';
import type { Settings } from '@ttg/process/settings';
import answers from '../../answers.json';
import { AppModule } from './app.module';
import { firstRun } from './simulation/first-run';

/**
 * Starts everything in order: the database and its migrations, the application, the port. Each part says to `lifetime` how
 * it is stopped.
 * @throws StartFailure, and Interrupted when it is asked to end in between.
 */
export const start = async (settings: Settings, lifetime: Lifetime): Promise<void> => {
  Logger.overrideLogger(openLog(settings, 'all-in-one'));
  await checkPort(settings);
  await lifetime.waitFor('KurrentDB', reachEventStore(settings));
  const databaseUrl = await prepareDatabase(settings, lifetime);
  lifetime.goOn();
  await firstRun(settings, databaseUrl, lifetime);
  lifetime.goOn();
  const address = await serve('all-in-one', AppModule.with(settings, databaseUrl), settings, answers, lifetime);
  console.log(greeting(address, settings));
};
