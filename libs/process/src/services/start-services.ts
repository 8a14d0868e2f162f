import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Logger } from '@nestjs/common';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { drain } from '@ttg/web/server/drain';
import { Entry } from '../entry/entry';
import { greeting } from '../greeting';
import type { Lifetime } from '../lifetime';
import { checkPort, listenOn } from '../listen';
import { openLog } from '../log';
import { prepareDatabase } from '../prepare-database';
import { reachEventStore } from '../reach-event-store';
import type { Settings } from '../settings';
import { environmentsOf } from './environment';
import { programsOf, type ServiceFile } from './programs';
import { Supervisor } from './supervisor';

/** What is started: files that are compiled, with their paths. */
export interface Programs {
  readonly services: readonly ServiceFile[];
  /** Makes up the women of a demo, where there are none yet. */
  readonly women: string;
}

/**
 * Starts all services as processes of their own, on one machine and one database, behind one entry. The database is migrated
 * once, before any of them starts.
 * @throws StartFailure, and Interrupted when it is asked to end in between.
 */
export const startServices = async (
  programs: Programs,
  settings: Settings,
  lifetime: Lifetime,
  environment = process.env,
): Promise<void> => {
  Logger.overrideLogger(openLog(settings, 'entry'));
  await checkPort(settings);
  await lifetime.waitFor('KurrentDB', reachEventStore(settings));
  const databaseUrl = await prepareDatabase(settings, lifetime);
  lifetime.goOn();
  const environmentOf = environmentsOf(environment, settings, databaseUrl);
  if (settings.demo && !settings.database && settings.demoWomen > 0)
    await makeUpWomen(programs.women, environmentOf('women'), lifetime);
  lifetime.goOn();
  const supervisor = new Supervisor(programsOf(programs.services, environmentOf, settings));
  lifetime.started(() => supervisor.stop());
  await Promise.race([supervisor.start(), lifetime.over]);
  lifetime.goOn();
  const server = createServer(new Entry(supervisor, settings).handle);
  lifetime.started(() => drain(server));
  console.log(greeting(await listenOn(server, settings), settings));
};

/** @throws StartFailure when it fails: it has said why. */
const makeUpWomen = async (file: string, env: NodeJS.ProcessEnv, lifetime: Lifetime): Promise<void> => {
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit', 'ipc'];
  const child = spawn(process.execPath, ['--enable-source-maps', file], { env, stdio });
  void lifetime.over.then(() => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  lifetime.goOn();
  if (code !== 0) throw new StartFailure('The making up of women did not come to its end.');
};
