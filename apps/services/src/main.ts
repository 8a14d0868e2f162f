import 'reflect-metadata';
import { join } from 'node:path';
import { relay, services } from '@ttg/process/entry/routes';
import { run } from '@ttg/process/run';
import { startServices } from '@ttg/process/services/start-services';
import { readSettings } from '@ttg/process/settings';

const compiled = (file: string): string => join(__dirname, '../..', file);

/** `npm run services`: every service as a process of its own, behind one entry. */
void run((lifetime) => {
  const settings = readSettings(process.env);
  const all = settings.kafka ? [...services, relay] : services;
  const programs = {
    services: all.map((name) => ({ name, file: compiled(`${name}/src/main.js`) })),
    women: compiled('all-in-one/src/first-run.js'),
  };
  return startServices(programs, settings, lifetime);
});
