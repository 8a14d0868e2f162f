import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { Command } from 'commander';
import { EventStore } from '@ttg/event-sourcing';
import { progressBar } from '@ttg/event-sourcing/cli/progress';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { CommandLog } from '@ttg/process/console-log';
import { Interrupted, Lifetime } from '@ttg/process/lifetime';
import { prepareDatabase } from '@ttg/process/prepare-database';
import { reachEventStore } from '@ttg/process/reach-event-store';
import { report } from '@ttg/process/report';
import { readSettings, type Settings } from '@ttg/process/settings';
import { cohortFrom, type Typed, wantedFrom } from './simulation/cohort/choice';
import { highestSeed, mostWomen } from './simulation/cohort/cohort';
import { withSimulation } from './simulation/open-simulation';
import { refuseBesideAnother } from './simulation/refuse-beside-another';
import { inWords, summarise } from './simulation/summary';

interface Options extends Typed {
  readonly json?: boolean;
}

/** `npm run simulate -- --women 500 --seed 7`: tells a cohort of made-up women into the store of a demo. */
const main = async (): Promise<void> => {
  Logger.overrideLogger(new CommandLog());
  const lifetime = new Lifetime().listen(() => process.exit(130));
  const running = program((options) => simulation(options, lifetime)).parseAsync();
  try {
    await Promise.race([running, lifetime.over]);
    await running;
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? stopped() : report(error);
  }
  await lifetime.end().catch((error: unknown) => {
    process.exitCode = report(error);
  });
  process.exit();
};

/** @returns the exit code of a command that was interrupted. */
const stopped = (): number => {
  console.error('Stopped. Give the same command again, and it goes on from there.');
  return 130;
};

const program = (action: (options: Options) => Promise<void>): Command =>
  new Command('npm run simulate --')
    .description(
      'Tells of made-up women, from reception to release, into an empty database or a demo. The same seed and days give the same stories. One that was cut off goes on when it is given again.',
    )
    .option('--women <number>', `how many: 1 to ${mostWomen}`, '40')
    .option('--seed <number>', `0 to ${highestSeed}`, '1')
    .option('--from <day>', 'the first day, such as 2026-01-01: 17 weeks back, or a year for more than 100 women')
    .option('--to <day>', 'the last day: yesterday')
    .option('--json', 'prints what was written as JSON')
    .action(action);

const simulation = async (options: Options, lifetime: Lifetime): Promise<void> => {
  const settings = readSettings(process.env);
  const wanted = wantedFrom(options);
  const url = await databaseOf(settings, lifetime);
  const began = performance.now();
  const bar = progressBar('Simulating', 'days');
  const summary = await withSimulation(settings, url, async ({ kernel, today, toldOf, tell }) => {
    const cohort = cohortFrom(wanted, today, await toldOf(wanted.seed));
    const after = await kernel.get(EventStore).lastPosition();
    await tell(cohort, (done, days) => {
      bar.to(done, days);
      lifetime.goOn();
    });
    return summarise(kernel.get(EventStore), cohort, { after, seconds: (performance.now() - began) / 1000 });
  }).finally(() => bar.end());
  console.log(options.json ? JSON.stringify(summary, undefined, 2) : inWords(summary));
};

/** @throws StartFailure where there is no demo, or something else runs on it */
const databaseOf = async (settings: Settings, lifetime: Lifetime): Promise<string> => {
  if (!settings.demo) {
    throw new StartFailure(
      'Made-up women go into a demo only. Set DEMO=on, and DATABASE_URL to a database of its own.',
    );
  }
  await lifetime.waitFor('KurrentDB', reachEventStore(settings));
  const url = await prepareDatabase(settings, lifetime);
  if (settings.database) await refuseBesideAnother(url);
  return url;
};

void main();
