import { join, resolve } from 'node:path';
import { IsOptional } from 'class-validator';
import type { KeySettings } from '@ttg/event-sourcing/personal-data/secrets';
import { IsKeyRing, MayNotStandWith } from './rules';
import type { StoresEnvironment } from './stores';

/** What is sealed and signed with. */
export class KeysEnvironment {
  /** The key that the keys of personal data are wrapped with: base64 of 32 bytes. Generated in DATA_DIR when embedded. */
  @IsOptional()
  @IsKeyRing()
  @MayNotStandWith('MASTER_KEY_FILE')
  readonly MASTER_KEY?: string;

  /** A file that holds it, mode 0600. */
  readonly MASTER_KEY_FILE?: string;

  /** The key of look-ups in sealed data. It must never change. Generated in DATA_DIR when embedded. */
  @IsOptional()
  @IsKeyRing()
  @MayNotStandWith('INDEX_KEY_FILE')
  readonly INDEX_KEY?: string;

  /** A file that holds it, mode 0600. */
  readonly INDEX_KEY_FILE?: string;

  /** What checkpoints of the store are signed with: base64 of 32 bytes, an Ed25519 private key. Generated when embedded. */
  @IsOptional()
  @IsKeyRing()
  @MayNotStandWith('CHECKPOINT_KEY_FILE')
  @MayNotStandWith('KURRENTDB_URL')
  readonly CHECKPOINT_KEY?: string;

  /** A file that holds it, mode 0600. */
  @IsOptional()
  @MayNotStandWith('KURRENTDB_URL')
  readonly CHECKPOINT_KEY_FILE?: string;

  /** Where the daily checkpoints are written. They are taken where there is a key, of events in PostgreSQL. */
  @IsOptional()
  @MayNotStandWith('KURRENTDB_URL')
  readonly CHECKPOINT_DIR?: string;
}

/** @param generateIn the folder to make them in that were not given; nothing where they must be given */
export const keysFrom = (read: KeysEnvironment, generateIn: string | undefined): KeySettings => ({
  masterKey: read.MASTER_KEY,
  masterKeyFile: read.MASTER_KEY_FILE,
  indexKey: read.INDEX_KEY,
  indexKeyFile: read.INDEX_KEY_FILE,
  checkpointKey: read.CHECKPOINT_KEY,
  checkpointKeyFile: read.CHECKPOINT_KEY_FILE,
  ...(generateIn !== undefined && { generateIn }),
});

/** @returns nothing where no checkpoints are taken: without a key to sign them with, or of events in KurrentDB. */
export const checkpointFolderFrom = (
  { CHECKPOINT_KEY, CHECKPOINT_KEY_FILE, CHECKPOINT_DIR }: KeysEnvironment,
  { DATABASE_URL, KURRENTDB_URL, DATA_DIR }: StoresEnvironment,
): string | undefined => {
  const isGiven = (CHECKPOINT_KEY ?? CHECKPOINT_KEY_FILE) !== undefined;
  if (KURRENTDB_URL !== undefined || (DATABASE_URL !== undefined && !isGiven)) return undefined;
  return resolve(CHECKPOINT_DIR ?? join(resolve(DATA_DIR), 'checkpoints'));
};
