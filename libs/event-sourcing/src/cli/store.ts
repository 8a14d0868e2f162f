import type { Command } from 'commander';
import { Pool } from 'pg';
import type { Checkpoint, Statement } from '../postgres/verifying/checkpoint';
import { compareWith } from '../postgres/verifying/compare';
import type { Finding, StoreReport } from '../postgres/verifying/report';
import { verifySince } from '../postgres/verifying/verify-since';
import { newestCheckpoint } from '../postgres/verifying/checkpoint-files';
import { verifyStore } from '../postgres/verifying/verify-store';
import { StartFailure } from '../embedded-postgres/start-failure';
import { addCheckpointCommands, trustedCheckpoint } from './checkpoints';
import type { CommandContext } from './command-context';
import { countEvents } from './count-events';
import { refuseOnKurrentDb } from './in-postgres';
import { print } from './output';
import { progressBar } from './progress';

interface Options {
  /** A file; false for none; without it, the newest of the daily ones. */
  readonly checkpoint?: string | false;
  readonly since?: string;
  readonly publicKey?: string;
  readonly json?: boolean;
}

type Report = StoreReport & { readonly checkpoint?: Statement };

/** `store verify | checkpoint | public-key`. */
export const addStoreCommands = (program: Command, context: CommandContext): void => {
  const store = program.command('store').description('the event store');
  store
    .command('verify')
    .description('compute the hash of every event again: is each as it was written, and where it was?')
    .option(
      '--checkpoint <file>',
      'compare with it: what was cut off, removed or rewritten since? Without one, the newest of the daily ones',
    )
    .option('--no-checkpoint', 'compare with none')
    .option('--since <file>', 'verify only what came after this checkpoint, and believe it for the rest')
    .option('--public-key <file>', 'whose signature to trust; without it, that of our own CHECKPOINT_KEY')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const checkpoint = chosenCheckpoint(options, context);
      await context.withKernel(async (kernel) => {
        refuseOnKurrentDb(kernel, 'store verify');
        const report = await verify(kernel.get(Pool), checkpoint, options);
        print({ ...report, ...(checkpoint && { checkpoint: checkpoint.statement }) }, options.json, reportLines);
        if (report.faults.length > 0) process.exitCode = 1;
      });
    });
  addCheckpointCommands(store, context);
};

/** Read before the store is opened: what is wrong with a file is said at once. */
const chosenCheckpoint = (options: Options, context: CommandContext): Checkpoint | undefined => {
  const { checkpoint, since, publicKey } = options;
  if (typeof checkpoint === 'string' && since !== undefined)
    throw new StartFailure(
      'Give --checkpoint or --since: the first reads all there is, the second only what came after.',
    );
  const file = since ?? checkpoint ?? newestCheckpoint(context.checkpointFolder());
  if (typeof file === 'string') return trustedCheckpoint(file, publicKey, context.keys());
  if (publicKey === undefined) return undefined;
  throw new StartFailure('--public-key is for a checkpoint: give --checkpoint or --since too.');
};

const verify = async (pool: Pool, checkpoint: Checkpoint | undefined, { since }: Options): Promise<StoreReport> => {
  const total = await countEvents(pool);
  const bar = progressBar('events', 'read');
  try {
    if (checkpoint && since !== undefined) {
      const left = Math.max(0, total - checkpoint.statement.events);
      return await verifySince(pool, checkpoint, { onProgress: (read) => bar.to(read, Math.max(left, read)) });
    }
    const onProgress = (read: number): void => bar.to(read, Math.max(2 * total, read));
    return await verifyStore(pool, { onProgress, comparison: checkpoint && compareWith(checkpoint) });
  } finally {
    bar.end();
  }
};

const reportLines = ({ events, streams, faults, doubts, checkpoint }: Report): string[] => [
  ...faults.map(findingLine),
  ...doubtLines(doubts),
  faults.length === 0
    ? `${events} events in ${streams} streams are as they were written${asAt(checkpoint)}.`
    : `${faults.length} faults in ${events} events. Compare with a backup, and find out who can write to the table.`,
];

const mostDoubtsShown = 5;

/** Stories that were made up for a demo are told woman by woman, so there are many of these in one. */
const doubtLines = (doubts: readonly Finding[]): string[] => {
  const left = doubts.length - mostDoubtsShown;
  return [
    ...doubts.slice(0, mostDoubtsShown).map((doubt) => `Odd: ${findingLine(doubt)}`),
    ...(left > 0 ? [`Odd: ${left} more such events (--json names them); a simulated cohort has many.`] : []),
  ];
};

const asAt = (checkpoint: Statement | undefined): string =>
  checkpoint ? `, and fit the checkpoint of ${checkpoint.takenAt}, position ${checkpoint.position}` : '';

const findingLine = ({ stream, revision, position, what }: Finding): string => {
  const place = [
    stream,
    revision === undefined ? undefined : `revision ${revision}`,
    position === undefined ? undefined : `position ${position}`,
  ].filter((part) => part !== undefined);
  return `${place.join(', ')}: ${what}`;
};
