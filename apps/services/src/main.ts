import 'reflect-metadata';
import { join } from 'node:path';
import { relay, services } from '@ttg/process/entry/routes';
import { run } from '@ttg/process/run';
import { startServices } from '@ttg/process/services/start-services';
import { readSettings } from '@ttg/process/settings';

const program = <Name extends string>(name: Name, file = `${name}/src/main.js`) => ({
  name,
  file: join(__dirname, '../..', file),
});

/** `npm run services`: every service as a process of its own, behind one entry. */
void run((lifetime) => {
  const settings = readSettings(process.env);
  const all = settings.kafka ? [...services, relay] : services;
  const firstRun = program('The making up of women', 'all-in-one/src/first-run.js');
  return startServices({ services: all.map((name) => program(name)), firstRun }, settings, lifetime);
});
