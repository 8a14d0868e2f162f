import type { Command } from 'commander';
import { Pool } from 'pg';
import { rotateMasterKey } from '../personal-data/rotate-master-key';
import { addMasterKey, keepCurrentMasterKey, masterKeyFile, openMasterKeys } from '../personal-data/secrets';
import type { CommandContext } from './command-context';
import { print } from './output';
import { progressBar } from './progress';

interface Rotated {
  readonly masterKey: string;
  readonly dataKeys: number;
  /** What is left for a person to do, where the keys are not in a file of ours. */
  readonly next: string | undefined;
}

/** `keys rotate`. */
export const addKeyCommands = (program: Command, context: CommandContext): void => {
  program
    .command('keys')
    .description('the master key')
    .command('rotate')
    .description('wrap every data key under a new master key; can be stopped anywhere and run again')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) =>
      context.withKernel(async (kernel) => print(await rotate(context, kernel.get(Pool)), json, rotatedLines)),
    );
};

const rotate = async (context: CommandContext, pool: Pool): Promise<Rotated> => {
  const settings = context.keys();
  const file = masterKeyFile(settings);
  // A rotation that was stopped is finished first: its new master is in the file already.
  if (file && openMasterKeys(settings).size === 1) addMasterKey(file);
  const masters = openMasterKeys(settings);
  const bar = progressBar('keys', 'data keys');
  try {
    const dataKeys = await rotateMasterKey(pool, masters, (done, total) => bar.to(done, total));
    if (file) keepCurrentMasterKey(file);
    return { masterKey: masters.current, dataKeys, next: file ? undefined : leftToDo(masters.size) };
  } finally {
    bar.end();
  }
};

const leftToDo = (masters: number): string =>
  masters === 1
    ? 'MASTER_KEY holds one key only: put a new one before it, separated by a comma, start the application with both, and run this again.'
    : 'Take the older keys out of MASTER_KEY and start the application again.';

const rotatedLines = ({ masterKey, dataKeys, next }: Rotated): string[] => [
  `${dataKeys} data keys are wrapped under master key ${masterKey}.`,
  ...(next === undefined ? [] : [next]),
];
