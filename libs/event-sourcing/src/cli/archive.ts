import { Clock } from '@ttg/calendar';
import type { Command } from 'commander';
import { Archive } from '../archive/archive';
import { ClosedCases } from '../archive/closed-cases';
import type { IsoDate } from '../events/iso';
import { age, type ClosedLongAgo, day, dayOf, refuseAllButOne } from './closed-long-ago';
import type { CommandContext, OpenKernel } from './command-context';
import { refuseOnKurrentDb } from './in-postgres';
import { print } from './output';
import { progressBar } from './progress';

interface Options extends ClosedLongAgo {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface ArchiveReport {
  readonly closedBefore: IsoDate;
  readonly cases: number;
  readonly streams: number;
  readonly events: number;
  readonly moved: boolean;
}

/** `store archive`, beside the other commands of the store. */
export const addArchiveCommand = (program: Command, context: CommandContext): void => {
  const store = program.commands.find((command) => command.name() === 'store') ?? program.command('store');
  store
    .command('archive')
    .description('move the streams of cases closed long ago out of the way; they are read as before')
    .option('--closed-before <day>', 'cases closed before this day, such as 2026-03-31', day)
    .option('--closed-for <age>', 'or cases closed for longer than this, such as P2Y, P18M or P90D', age)
    .option('--dry-run', 'say what would be moved, and move nothing')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      refuseAllButOne(options);
      await context.withKernel(async (kernel) => print(await archive(kernel, options), options.json, reportLines));
    });
};

const archive = async (kernel: OpenKernel, { dryRun, ...chosen }: Options): Promise<ArchiveReport> => {
  refuseOnKurrentDb(kernel, 'store archive');
  const closedBefore = dayOf(chosen, kernel.get(Clock).today());
  const cases = await kernel.get(ClosedCases).closedBefore(closedBefore);
  const keeper = kernel.get(Archive);
  const found = await keeper.streamsOf(cases, closedBefore);
  const report = { closedBefore, cases: cases.length, streams: found.length };
  const expected = found.reduce((sum, { events }) => sum + events, 0);
  if (dryRun) return { ...report, events: expected, moved: false };
  const bar = progressBar('archive', 'events');
  try {
    const events = await keeper.move(found, closedBefore, (moved) => bar.to(moved, expected));
    return { ...report, events, moved: true };
  } finally {
    bar.end();
  }
};

const reportLines = ({ closedBefore, cases, streams, events, moved }: ArchiveReport): string[] => [
  `${counted(cases, 'case')} closed before ${closedBefore}.`,
  `${moved ? 'Moved into the archive' : 'To be moved'}: ${counted(events, 'event')} in ${counted(streams, 'stream')}, theirs alone.`,
];

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
