import { readdirSync } from 'node:fs';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, StartFailure, storageFailure } from '../../embedded-postgres/start-failure';
import type { TakenCheckpoint } from './take-checkpoint';

/** @returns where a checkpoint goes that nobody has named: by the time it was taken, without what a file's name may not have. */
export const checkpointFile = (folder: string, { takenAt }: Pick<TakenCheckpoint, 'takenAt'>): string =>
  join(folder, `checkpoint-${takenAt.replaceAll(':', '-')}.json`);

/** @returns the file of the newest checkpoint in the folder, if there is one: their names are in the order of their times. */
export const newestCheckpoint = (folder: string | undefined): string | undefined => {
  const newest = namesIn(folder)
    .filter((name) => /^checkpoint-.*Z\.json$/.test(name))
    .sort()
    .at(-1);
  return folder === undefined || newest === undefined ? undefined : join(folder, newest);
};

const namesIn = (folder: string | undefined): readonly string[] => {
  try {
    return folder === undefined ? [] : readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
};

/**
 * Writes a file whole, or nothing of it; never over another.
 * @throws StartFailure where the folder or the disk does not allow it.
 */
export const writeNewFile = async (file: string, text: string): Promise<void> => {
  // Hidden: who copies the folder takes whole files only.
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeThrough(draft, text);
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new StartFailure(`${file} is there already, and nothing is written over it: name another file.`);
    throw storageFailure(error, dirname(file));
  } finally {
    await unlink(draft).catch(() => undefined);
  }
};

const writeThrough = async (file: string, text: string): Promise<void> => {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};
