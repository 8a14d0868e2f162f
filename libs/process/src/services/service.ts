import { Logger } from '@nestjs/common';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { Answers } from '@ttg/web/server';
import { ApplicationModule, type HowItRuns, type Parts } from '../application.module';
import { checkPort } from '../listen';
import { openLog } from '../log';
import { migrated } from '../prepare-database';
import { reachEventStore } from '../reach-event-store';
import { run } from '../run';
import { serve } from '../serve';
import { readSettings, type Settings } from '../settings';
import { endWithSupervisor, tellSupervisor } from './supervised';

/**
 * Runs some of the contexts as a process of their own, on a database that it shares with the others and finds migrated.
 * @param name as the service is called in the design and in what it prints
 * @param answers what each read of the API answers
 * @param how what is not as in other services
 */
export const runService = (
  name: string,
  parts: Parts,
  answers: Answers,
  how: (settings: Settings) => HowItRuns = () => ({}),
): Promise<never> =>
  run(async (lifetime) => {
    endWithSupervisor(lifetime);
    const settings = readSettings(process.env);
    Logger.overrideLogger(openLog(settings, name));
    await checkPort(settings);
    await lifetime.waitFor('KurrentDB', reachEventStore(settings));
    const databaseUrl = await lifetime.waitFor('the database', sharedDatabase(name, settings));
    lifetime.goOn();
    const app = ApplicationModule.of(name, parts, settings, databaseUrl, how(settings));
    const address = await serve(name, app, settings, answers, lifetime);
    if (!tellSupervisor(address)) console.log(`${name} is running at ${address}`);
  });

/** @throws StartFailure */
const sharedDatabase = (name: string, { database }: Settings): Promise<string> => {
  if (database) return migrated(database.url, 'Apply them first, as the owner of the database: npm run migrate');
  throw new StartFailure(
    `DATABASE_URL is not set. ${name} runs on a database that it shares with the other services; to start them all on one of their own: npm run services`,
  );
};
