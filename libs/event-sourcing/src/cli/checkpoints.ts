import type { Command } from 'commander';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
import { errorCode, StartFailure } from '../embedded-postgres/start-failure';
import { openCheckpointKey, type KeySettings } from '../personal-data/secrets';
import { type Checkpoint, readCheckpoint, type Statement } from '../postgres/verifying/checkpoint';
import { checkpointFile, writeNewFile } from '../postgres/verifying/checkpoint-files';
import { publicPem, readPublicKey, signingKey } from '../postgres/verifying/signing-key';
import { takeCheckpoint } from '../postgres/verifying/take-checkpoint';
import type { CommandContext, OpenKernel } from './command-context';
import { countEvents } from './count-events';
import { refuseOnKurrentDb } from './in-postgres';
import { print } from './output';
import { progressBar } from './progress';

interface Options {
  readonly out?: string;
  readonly json?: boolean;
}

type Taken = Omit<Statement, 'kind'> & { readonly file: string };

/** `store checkpoint | public-key`. */
export const addCheckpointCommands = (store: Command, context: CommandContext): void => {
  store
    .command('checkpoint')
    .description('write down where every stream stands, and sign it: keep the file where the database’s keeper cannot')
    .option('--out <file>', 'where to; without it, beside the daily ones')
    .option('--json', 'print JSON')
    .action((options: Options) =>
      context.withKernel(async (kernel) => print(await take(kernel, context, options), options.json, takenLines)),
    );
  store
    .command('public-key')
    .description('print the key that our checkpoints are verified with: hand it to whoever is to verify')
    .option('--out <file>', 'write it to a file')
    .option('--json', 'print JSON')
    .action(async ({ out: file, json }: Options) => {
      const publicKey = publicPem(signingKey(openCheckpointKey(context.keys())));
      if (file !== undefined) await writeNewFile(file, publicKey);
      if (json || file === undefined) print({ file, publicKey }, json, () => [publicKey.trimEnd()]);
    });
};

const take = async (kernel: OpenKernel, context: CommandContext, { out }: Options): Promise<Taken> => {
  refuseOnKurrentDb(kernel, 'store checkpoint');
  const key = signingKey(openCheckpointKey(context.keys()));
  const folder = context.checkpointFolder();
  const pool = kernel.get(Pool);
  const total = await countEvents(pool);
  const bar = progressBar('checkpoint', 'events');
  bar.to(0, total);
  try {
    const onProgress = (events: number): void => bar.to(events, Math.max(total, events));
    const { text, ...said } = await takeCheckpoint(pool, key, { onProgress });
    const file = out ?? checkpointFile(folder ?? '.', said);
    await writeNewFile(file, text);
    return { file, ...said };
  } finally {
    bar.end();
  }
};

const takenLines = ({ file, events, streams, position, eventsRoot, streamsRoot }: Taken): string[] => [
  `${events} events in ${streams} streams, up to position ${position}: ${file}`,
  `Root of the events:  ${eventsRoot}`,
  `Root of the streams: ${streamsRoot}`,
];

/**
 * @param publicKey the file of the key to trust; without one, that of our own.
 * @throws StartFailure where the file is not what was signed with it.
 */
export const trustedCheckpoint = (file: string, publicKey: string | undefined, keys: KeySettings): Checkpoint => {
  const text = readText(file);
  const key = publicKey === undefined ? ownPublicKey(keys) : readPublicKey(readText(publicKey), publicKey);
  try {
    return readCheckpoint(text, key);
  } catch (error) {
    throw error instanceof StartFailure ? new StartFailure(`${file}: ${error.sentence}`, { cause: error }) : error;
  }
};

const ownPublicKey = (keys: KeySettings): KeyObject => {
  const { checkpointKey, checkpointKeyFile, generateIn } = keys;
  if (checkpointKey === undefined && checkpointKeyFile === undefined && generateIn === undefined)
    throw new StartFailure('Say whose signature to trust: --public-key FILE.');
  return createPublicKey(signingKey(openCheckpointKey(keys)));
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartFailure(`${file} cannot be read (${errorCode(cause) ?? 'unknown fault'}).`, { cause });
  }
};
