import { Argument, type Command, InvalidArgumentError } from 'commander';
import { Pool } from 'pg';
import { validate } from 'uuid';
import { ProjectionCatalogue } from '../projections/catalogue';
import { ProjectionParking } from '../projections/projection-parking';
import { ProjectionPause } from '../projections/projection-pause';
import { ProjectionRebuild } from '../projections/rebuild';
import { ProjectionRetry, type RetryOutcome } from '../projections/retry';
import { type ProjectionReport, ProjectionStatus } from '../projections/status';
import { EventStore } from '../store/event-store';
import { refuseAnotherStore } from '../store/refuse-another-store';
import type { CommandContext, OpenKernel } from './command-context';
import { print, table } from './output';
import { progressBar } from './progress';

interface Options {
  readonly json?: boolean;
}

interface RetryCommandOptions extends Options {
  readonly case?: string;
}

const names = new Argument('[names...]', 'projections, as context.name; all of them without one');

/** `projections status | rebuild (replay) | park | retry | pause | resume`. */
export const addProjectionCommands = (program: Command, context: CommandContext): void => {
  const group = program
    .command('projections')
    .description('read models: how they stand, rebuild, retry what is parked');

  const command = (
    name: string,
    description: string,
    work: (kernel: OpenKernel, name: string, json?: boolean) => Promise<unknown>,
  ): Command =>
    group
      .command(name)
      .description(description)
      .addArgument(names)
      .option('--json', 'print JSON')
      .action((wanted: string[], { json }: Options) =>
        context.withKernel(async (kernel) => {
          const results: Record<string, unknown> = {};
          for (const one of chosen(kernel, wanted)) results[one] = await work(kernel, one, json);
          if (json) print(results, json, () => []);
        }),
      );

  group
    .command('status')
    .description('position, lag and what is parked, for each projection')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withKernel(async (kernel) => print(await kernel.get(ProjectionStatus).all(), json, statusLines)),
    );
  command('rebuild', 'replay every event into new tables beside the live ones, then switch', rebuild).alias('replay');
  command('pause', 'let a projection stand still', pause);
  command('resume', 'let a paused projection go on', resume);
  group
    .command('retry')
    .description('replay the parked events, case by case, in order')
    .addArgument(names)
    .option('--case <id>', 'this case only; lets go of it where an operator had parked it')
    .option('--json', 'print JSON')
    .action((wanted: string[], { case: caseKey, json }: RetryCommandOptions) =>
      context.withKernel((kernel) => retryAll(kernel, wanted, caseKey, json)),
    );
  group
    .command('park')
    .description('hold back what comes to a case from now on, until it is retried by its name')
    .argument('<name>', 'projection, as context.name')
    .argument('<case>', 'the case, or the person for what belongs to no case', caseKeyOf)
    .option('--json', 'print JSON')
    .action((name: string, caseKey: string, { json }: Options) =>
      context.withKernel(async (kernel) => {
        await kernel.get(ProjectionParking).park(name, caseKey);
        print({ [name]: { parked: caseKey } }, json, () => [`${name}: case ${caseKey} is parked.`]);
      }),
    );
};

/** What is mistyped would hold back nothing, and say that it does. */
const caseKeyOf = (text: string): string => {
  if (!validate(text)) throw new InvalidArgumentError('Give the id of a case or a person, as "events grep" prints it.');
  return text.toLowerCase();
};

const chosen = (kernel: OpenKernel, wanted: readonly string[]): string[] => {
  const catalogue = kernel.get(ProjectionCatalogue);
  return wanted.length === 0 ? catalogue.all().map(({ name }) => name) : wanted.map((name) => catalogue.get(name).name);
};

const statusLines = (reports: readonly ProjectionReport[]): string[] => [
  ...table([
    ['projection', 'version', 'status', 'position', 'lag', 'parked', 'behind', 'run'],
    ...reports.map(({ name, version, liveVersion, status, position, lag, lagIsMore, parked, secondsBehind, isRun }) => [
      name,
      liveVersion === version ? String(version) : `${liveVersion ?? '-'} (of ${version})`,
      status,
      position ?? '-',
      lagIsMore ? `${lag} or more` : String(lag),
      String(parked),
      `${Math.round(secondsBehind)} s`,
      isRun ? 'yes' : 'no',
    ]),
  ]),
  ...reports.flatMap(({ name, flaggedCases }) =>
    flaggedCases.map(
      ({ caseKey, errorClass, parked }) =>
        `${name}: case ${caseKey} is held back, ${parked} parked (${errorClass ?? 'by an operator'})`,
    ),
  ),
];

const rebuild = async (kernel: OpenKernel, name: string, json?: boolean): Promise<{ events: number }> => {
  await refuseAnotherStore(kernel.get(Pool), kernel.get(EventStore));
  const bar = progressBar(name, 'positions');
  try {
    const onProgress = ({ position, last }: { position?: string; last?: string }): void => {
      const [done, total] = [Number(position ?? 0), Number(last ?? 0)];
      // Where positions are no numbers there is nothing to draw.
      if (Number.isFinite(done) && Number.isFinite(total)) bar.to(done, total);
    };
    const events = (await kernel.get(ProjectionRebuild).rebuild(name, { onProgress })) ?? 0;
    bar.end();
    if (!json) console.log(`${name}: rebuilt from ${events} events.`);
    return { events };
  } finally {
    bar.end();
  }
};

const retryAll = async (
  kernel: OpenKernel,
  wanted: readonly string[],
  caseKey: string | undefined,
  json: boolean | undefined,
): Promise<void> => {
  await refuseAnotherStore(kernel.get(Pool), kernel.get(EventStore));
  const outcomes: Record<string, RetryOutcome> = {};
  for (const name of chosen(kernel, wanted)) {
    const outcome = await retry(kernel, name, caseKey);
    outcomes[name] = outcome;
    if (!json) console.log(`${name}: ${outcome.replayed} replayed, ${outcome.stillParked} still parked.`);
    if (outcome.stillParked > 0) process.exitCode = 1;
  }
  if (json) print(outcomes, json, () => []);
};

const retry = async (kernel: OpenKernel, name: string, caseKey: string | undefined): Promise<RetryOutcome> => {
  const bar = progressBar(name, 'parked events');
  try {
    // More may be parked meanwhile.
    const onProgress = (done: number, total: number): void => bar.to(done, Math.max(total, done));
    return await kernel.get(ProjectionRetry).retry(name, { caseKey, onProgress });
  } finally {
    bar.end();
  }
};

const pause = async (kernel: OpenKernel, name: string, json?: boolean): Promise<unknown> => {
  await kernel.get(ProjectionPause).pause(name);
  if (!json) console.log(`${name}: paused.`);
  return { status: 'paused' };
};

const resume = async (kernel: OpenKernel, name: string, json?: boolean): Promise<unknown> => {
  await kernel.get(ProjectionPause).resume(name);
  if (!json) console.log(`${name}: goes on.`);
  return { status: 'live' };
};
