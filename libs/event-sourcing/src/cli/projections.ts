import { Argument, type Command } from 'commander';
import { ProjectionCatalogue } from '../projections/catalogue';
import { ProjectionPause } from '../projections/projection-pause';
import { ProjectionRebuild } from '../projections/rebuild';
import { ProjectionRetry } from '../projections/retry';
import { type ProjectionReport, ProjectionStatus } from '../projections/status';
import type { CommandContext, OpenKernel } from './command-context';
import { print, table } from './output';
import { progressBar } from './progress';

interface Options {
  readonly json?: boolean;
}

const names = new Argument('[names...]', 'projections, as context.name; all of them without one');

/** `projections status | rebuild | retry | pause | resume`. */
export const addProjectionCommands = (program: Command, context: CommandContext): void => {
  const group = program
    .command('projections')
    .description('read models: how they stand, rebuild, retry what is parked');

  const command = (
    name: string,
    description: string,
    work: (kernel: OpenKernel, name: string, json?: boolean) => Promise<unknown>,
  ): void => {
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
  };

  group
    .command('status')
    .description('position, lag and what is parked, for each projection')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withKernel(async (kernel) => print(await kernel.get(ProjectionStatus).all(), json, statusLines)),
    );
  command('rebuild', 'build anew beside the live tables, then switch', rebuild);
  command('retry', 'replay the parked events, case by case, in order', retry);
  command('pause', 'let a projection stand still', pause);
  command('resume', 'let a paused projection go on', resume);
};

const chosen = (kernel: OpenKernel, wanted: readonly string[]): string[] => {
  const catalogue = kernel.get(ProjectionCatalogue);
  return wanted.length === 0 ? catalogue.all().map(({ name }) => name) : wanted.map((name) => catalogue.get(name).name);
};

const statusLines = (reports: readonly ProjectionReport[]): string[] => [
  ...table([
    ['projection', 'version', 'status', 'position', 'lag', 'parked'],
    ...reports.map(({ name, version, liveVersion, status, position, lag, lagIsMore, parked }) => [
      name,
      liveVersion === version ? String(version) : `${liveVersion ?? '-'} (of ${version})`,
      status,
      position ?? '-',
      lagIsMore ? `${lag} or more` : String(lag),
      String(parked),
    ]),
  ]),
  ...reports.flatMap(({ name, flaggedCases }) =>
    flaggedCases.map(
      ({ caseKey, errorClass, parked }) => `${name}: case ${caseKey} is held back, ${parked} parked (${errorClass})`,
    ),
  ),
];

const rebuild = async (kernel: OpenKernel, name: string, json?: boolean): Promise<{ events: number }> => {
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

const retry = async (kernel: OpenKernel, name: string, json?: boolean): Promise<unknown> => {
  const outcome = await kernel.get(ProjectionRetry).retry(name);
  if (!json) console.log(`${name}: ${outcome.replayed} replayed, ${outcome.stillParked} still parked.`);
  if (outcome.stillParked > 0) process.exitCode = 1;
  return outcome;
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
