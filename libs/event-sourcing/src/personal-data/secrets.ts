import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { keyLength } from './aes-gcm';
import { KeyFault } from './errors';
import { MasterKeys } from './master-keys';

/** Where the secrets come from. For each: the environment, else the file, else a file made in `generateIn`. */
export interface KeySettings {
  /** Base64 of 32 bytes; several, separated by commas, while a rotation goes on: the current one first. */
  readonly masterKey?: string;
  /** The same, one a line, mode 0600. */
  readonly masterKeyFile?: string;
  readonly indexKey?: string;
  readonly indexKeyFile?: string;
  /** What checkpoints of the store are signed with: base64 of 32 bytes, an Ed25519 private key. */
  readonly checkpointKey?: string;
  readonly checkpointKeyFile?: string;
  /** Embedded mode: the folder where keys that were not given are made, once. */
  readonly generateIn?: string;
}

const fileNames = { MASTER_KEY: 'master.key', INDEX_KEY: 'index.key', CHECKPOINT_KEY: 'checkpoint.key' } as const;
export type KeyPurpose = keyof typeof fileNames;

/** @throws KeyFault with the name of the setting, never with what it holds. */
const parse = (text: string, origin: string): readonly Buffer[] => {
  const keys = text.split(/[\s,]+/).filter((part) => part !== '');
  return keys.map((part) => {
    const key = Buffer.from(part, 'base64');
    const same = key.toString('base64').replace(/=+$/, '') === part.replace(/=+$/, '');
    if (key.length !== keyLength || !same) {
      throw new KeyFault(`${origin} must hold base64 of 32 bytes. Make one with: openssl rand -base64 32`);
    }
    return key;
  });
};

/** @throws KeyFault when the file is missing, unreadable, or open to others than its owner. */
const readSecretFile = (file: string): readonly Buffer[] => {
  try {
    const loose = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    if (loose) throw new KeyFault(`Others can read the secret in ${file}. Run: chmod 600 ${file}`);
    return parse(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof KeyFault) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown fault';
    throw new KeyFault(
      `The secret in ${file} cannot be read (${code}). Check that the file exists and belongs to the user that runs this.`,
    );
  }
};

/** Writes the whole file, readable by its owner alone, or nothing of it. */
const writeSecretFile = (file: string, keys: readonly Buffer[], place: (written: string) => void): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, keys.map((key) => `${key.toString('base64')}\n`).join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  place(draft);
};

/** Two processes that start at once agree on one key: linking does not overwrite. */
const generateOnce = (file: string): void => {
  if (statSync(file, { throwIfNoEntry: false })) return;
  writeSecretFile(file, [randomBytes(keyLength)], (draft) => {
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(draft);
    }
  });
};

/** @returns how to read the secret, now and again later. */
const source = (purpose: KeyPurpose, value?: string, file?: string, generateIn?: string): (() => readonly Buffer[]) => {
  if (value !== undefined && file !== undefined) throw new KeyFault(`Set ${purpose} or ${purpose}_FILE, not both.`);
  if (value !== undefined) return () => parse(value, purpose);
  if (file !== undefined) return () => readSecretFile(file);
  if (generateIn === undefined) {
    throw new KeyFault(
      `${purpose} is not set. Set it, or ${purpose}_FILE, to base64 of 32 bytes: openssl rand -base64 32`,
    );
  }
  const generated = generatedKeyFile(generateIn, purpose);
  generateOnce(generated);
  return () => readSecretFile(generated);
};

/** Where a key is made that was not given, in `generateIn`. */
export const generatedKeyFile = (folder: string, purpose: KeyPurpose): string =>
  join(folder, 'keys', fileNames[purpose]);

/** @throws KeyFault */
export const openMasterKeys = ({ masterKey, masterKeyFile, generateIn }: KeySettings): MasterKeys =>
  new MasterKeys(source('MASTER_KEY', masterKey, masterKeyFile, generateIn));

/**
 * The key of blind indexes and reservations. It is not the master key and never changes: what was found by it, and what is
 * unique by it, would be lost.
 * @throws KeyFault
 */
export const openIndexKey = ({ indexKey, indexKeyFile, generateIn }: KeySettings): Buffer => {
  const [key, ...more] = source('INDEX_KEY', indexKey, indexKeyFile, generateIn)();
  if (!key || more.length > 0) throw new KeyFault('INDEX_KEY must hold exactly one key: it does not rotate.');
  return key;
};

/**
 * The private key that checkpoints are signed with. Who has it can vouch for any store, so it is best kept from those who run
 * the database.
 * @throws KeyFault
 */
export const openCheckpointKey = ({ checkpointKey, checkpointKeyFile, generateIn }: KeySettings): Buffer => {
  const [key, ...more] = source('CHECKPOINT_KEY', checkpointKey, checkpointKeyFile, generateIn)();
  if (!key || more.length > 0) throw new KeyFault('CHECKPOINT_KEY must hold exactly one key.');
  return key;
};

/** The file that holds the master keys, if there is one that a rotation may write. */
export const masterKeyFile = ({ masterKey, masterKeyFile: file, generateIn }: KeySettings): string | undefined =>
  masterKey !== undefined ? undefined : (file ?? (generateIn && generatedKeyFile(generateIn, 'MASTER_KEY')));

/** Puts a new master key before those that are in the file. */
export const addMasterKey = (file: string): void => {
  const known = readSecretFile(file);
  writeSecretFile(file, [randomBytes(keyLength), ...known], (draft) => renameSync(draft, file));
};

/** Keeps only the current master key: once nothing is wrapped with the others. */
export const keepCurrentMasterKey = (file: string): void => {
  const [current] = readSecretFile(file);
  if (current) writeSecretFile(file, [current], (draft) => renameSync(draft, file));
};
