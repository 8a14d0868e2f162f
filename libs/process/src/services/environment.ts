import {
  generatedKeyFile,
  type KeyPurpose,
  openCheckpointKey,
  openIndexKey,
  openMasterKeys,
} from '@ttg/event-sourcing/personal-data/secrets';
import type { Settings } from '../settings';
import { isToldTo, ownSettings, type Told } from './told';

/** What a process is told, by what it is. */
export type EnvironmentOf = (service: Told) => NodeJS.ProcessEnv;

/**
 * The environments of the services, made of that of the process that starts them: one database for all, which they find migrated,
 * one set of keys, and to each beside these only what it reads.
 * @param databaseUrl migrated, as the application's role
 */
export const environmentsOf = (own: NodeJS.ProcessEnv, settings: Settings, databaseUrl: string): EnvironmentOf => {
  const all = {
    ...own,
    ...generatedKeys(settings),
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    // Each has a port of its own; from outside there is the entry's.
    PUBLIC_URL: settings.councils.publicUrl,
    DEMO: settings.demo ? 'on' : 'off',
  };
  return (service) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => isToldTo(service, name) && isUsed(name, service, settings)),
    );
};

/** Readiness speaks to Kafka only where it is fed by it: else it has no use for a password. */
const isUsed = (name: string, service: Told, { readinessFedBy }: Settings): boolean =>
  service !== 'readiness' ||
  readinessFedBy === 'kafka' ||
  name === 'KAFKA_TOPIC_PREFIX' ||
  !ownSettings.readiness.includes(name);

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
