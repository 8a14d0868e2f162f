import 'reflect-metadata';
import { runOnce } from '@ttg/process/run';
import { endWithSupervisor } from '@ttg/process/services/supervised';
import { readSettings } from '@ttg/process/settings';
import { tellFirstCohort } from './simulation/first-run';

/** Makes up the women of a demo whose database was just made: for services, which start on it afterwards. */
void runOnce(async (lifetime) => {
  endWithSupervisor(lifetime);
  const settings = readSettings(process.env);
  const { database, demo, demoWomen } = settings;
  if (database && demo && demoWomen > 0) await tellFirstCohort(settings, database.url, lifetime);
});
