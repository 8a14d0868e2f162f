import type { Command } from 'commander';
import { Pool } from 'pg';
import { type ChainReport, verifyChain } from '../postgres/verify-chain';
import type { CommandContext } from './command-context';
import { print } from './output';
import { progressBar } from './progress';

/** `store verify`. */
export const addStoreCommands = (program: Command, context: CommandContext): void => {
  program
    .command('store')
    .description('the event store')
    .command('verify')
    .description('compute the hash of every event again: is each as it was written?')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      context.withKernel(async (kernel) => {
        const report = await verify(kernel.get(Pool));
        print(report, json, reportLines);
        if (report.faults.length > 0) process.exitCode = 1;
      }),
    );
};

const verify = async (pool: Pool): Promise<ChainReport> => {
  const { rows } = await pool.query<{ count: string }>('select count(*) from eventstore.events');
  const total = Number(rows[0]?.count ?? 0);
  const bar = progressBar('events', 'verified');
  try {
    return await verifyChain(pool, (events) => bar.to(events, Math.max(total, events)));
  } finally {
    bar.end();
  }
};

const reportLines = ({ events, streams, faults }: ChainReport): string[] => [
  ...faults.map(
    ({ stream, revision, position, fault }) => `${stream}, revision ${revision}, position ${position}: ${fault}`,
  ),
  faults.length === 0
    ? `${events} events in ${streams} streams are as they were written.`
    : `${faults.length} faults in ${events} events. Compare with a backup, and find out who can write to the table.`,
];
