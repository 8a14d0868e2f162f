import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { table } from './frame/table';
import { full, quick } from './frame/scale';
import { Interrupted, type Part, parts, run } from './run';

interface Options {
  readonly quick?: boolean;
  readonly peers?: boolean;
  readonly only?: Part;
  readonly json?: string;
}

const program = new Command('npm run bench --')
  .description(
    'Measures the store, the projections and the board on a PostgreSQL of its own, and the services on a Kafka of their own, as docs/performance.md explains.',
  )
  .option('--quick', 'ends within five minutes: fewer rounds, less history')
  .option('--peers', 'beside Emmett and message-db, too, which are installed on first use')
  .addOption(new Option('--only <part>', 'one part of the run').choices(parts))
  .option(
    '--json <file>',
    'writes the figures to a file, too: an array of {work, value, unit, baseline, ratio, goal, met}',
  )
  .action(async ({ quick: isQuick, peers = false, only, json }: Options) => {
    const { figures, notes } = await run({ scale: isQuick ? quick : full, peers, only });
    console.log(['', ...notes, '', ...table(figures), ''].join('\n'));
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // What was under way when it was interrupted must not keep the process.
  process.exit(error instanceof Interrupted ? 130 : 1);
});
