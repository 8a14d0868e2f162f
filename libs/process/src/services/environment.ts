import {
  generatedKeyFile,
  type KeyPurpose,
  openCheckpointKey,
  openIndexKey,
  openMasterKeys,
} from '@ttg/event-sourcing/personal-data/secrets';
import type { Settings } from '../settings';

/**
 * The environment of the services, made of that of the process that starts them: one database for all, which they find migrated,
 * and one set of keys.
 * @param databaseUrl migrated, as the application's role
 */
export const environmentOfServices = (
  own: NodeJS.ProcessEnv,
  settings: Settings,
  databaseUrl: string,
): NodeJS.ProcessEnv => {
  // They neither migrate nor archive: what they do not need to know they are not told.
  const { DATABASE_MIGRATION_URL: _, DATABASE_MAINTENANCE_URL: __, ...rest } = own;
  return {
    ...rest,
    ...generatedKeys(settings),
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    // Each has a port of its own; from outside there is the entry's.
    PUBLIC_URL: settings.councils.publicUrl,
    DEMO: settings.demo ? 'on' : 'off',
  };
};

/** Where keys are made that were not given, they are made before anybody needs them: the services are told of files. */
const generatedKeys = (settings: Settings): NodeJS.ProcessEnv => {
  const { keys, checkpointFolder } = settings;
  const { generateIn: folder } = keys;
  if (folder === undefined) return {};
  const told = (purpose: KeyPurpose, given?: string): NodeJS.ProcessEnv =>
    given === undefined ? { [`${purpose}_FILE`]: generatedKeyFile(folder, purpose) } : {};
  makeKeys(settings);
  return {
    ...told('MASTER_KEY', keys.masterKey ?? keys.masterKeyFile),
    ...told('INDEX_KEY', keys.indexKey ?? keys.indexKeyFile),
    ...(checkpointFolder !== undefined && told('CHECKPOINT_KEY', keys.checkpointKey ?? keys.checkpointKeyFile)),
  };
};

/** Makes each key that was not given, where there is none yet. @throws KeyFault */
export const makeKeys = ({ keys, checkpointFolder }: Settings): void => {
  openMasterKeys(keys);
  openIndexKey(keys);
  if (checkpointFolder !== undefined) openCheckpointKey(keys);
};
