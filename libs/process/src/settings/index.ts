import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { KeySettings } from '@ttg/event-sourcing/personal-data/secrets';
import type { KafkaSettings } from '@ttg/messaging';
import type { ObservabilityOptions } from '@ttg/observability';
import { AddressEnvironment, publicUrlFrom } from './address';
import { type CouncilAccess, CouncilsEnvironment, councilsFrom } from './councils';
import { DemoEnvironment } from './demo';
import { type HmppsAccess, HmppsEnvironment, hmppsFrom } from './hmpps';
import { type Feed, KafkaEnvironment, kafkaFrom } from './kafka';
import { checkpointFolderFrom, KeysEnvironment, keysFrom } from './keys';
import { databaseFrom, type NamedDatabase, StoresEnvironment } from './stores';
import { levelsFrom, type LogFormat, type LogLevel, observabilityFrom, TellingEnvironment } from './telling';

export { mostWomen } from './demo';
export type { LogFormat, LogLevel } from './telling';

/** What the application runs with: the environment, checked, with what follows from it. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** What councils are told, and where. */
  readonly councils: CouncilAccess;
  /** Absolute. */
  readonly dataDir: string;
  /** The server to use; nothing when ours is to be started. */
  readonly database?: NamedDatabase;
  /** The KurrentDB with the events; nothing where they are in the database. */
  readonly kurrentDbUrl?: string;
  /** The Kafka that events are published to; nothing where they are not. */
  readonly kafka?: KafkaSettings;
  /** What the names of topics begin with, whoever speaks to Kafka. */
  readonly topicPrefix: string;
  /** Who tells the readiness service what is new. */
  readonly readinessFedBy?: Feed;
  readonly demo: boolean;
  /** Of the first run of a demo on our own server. */
  readonly demoWomen: number;
  readonly keys: KeySettings;
  /** Absolute; nothing where no checkpoints are taken: without a key to sign them with, or of events in KurrentDB. */
  readonly checkpointFolder?: string;
  readonly logLevels: LogLevel[];
  /** As it was wished; else it follows from where the log goes. */
  readonly logFormat?: LogFormat;
  /** Where HMPPS is reached; nothing is heard from it without. */
  readonly hmpps?: HmppsAccess;
  /** What is told of the running program, and to whom. */
  readonly observability?: Omit<ObservabilityOptions, 'service'>;
}

/**
 * Reads the settings.
 * @throws StartFailure that names every setting that is malformed.
 */
export const readSettings = (environment: NodeJS.ProcessEnv): Settings => {
  const read = readSubjects(environment);
  const faults = Object.values<object>(read).flatMap((subject) => validateSync(subject));
  const problems = faults.map(({ constraints }) => Object.values(constraints ?? {})[0] ?? '');
  if (problems.length > 0) throw new StartFailure(problems.join('\n'));
  return settingsFrom(read);
};

/**
 * The settings, as they stand in the environment, by subject. An empty one counts as not set. Messages name the setting and what
 * it must be, never a secret it holds. The table in the README has the same rows in the same order.
 */
const readSubjects = (environment: NodeJS.ProcessEnv) => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  // Each subject is given all: its rules may look at the settings of others.
  const of = <T extends object>(subject: new () => T): T =>
    plainToInstance(subject, given, { exposeUnsetFields: false });
  return {
    address: of(AddressEnvironment),
    stores: of(StoresEnvironment),
    kafka: of(KafkaEnvironment),
    demo: of(DemoEnvironment),
    keys: of(KeysEnvironment),
    hmpps: of(HmppsEnvironment),
    councils: of(CouncilsEnvironment),
    telling: of(TellingEnvironment),
  };
};

type Subjects = ReturnType<typeof readSubjects>;

const settingsFrom = ({ address, stores, kafka, demo, keys, hmpps, councils, telling }: Subjects): Settings => {
  const dataDir = resolve(stores.DATA_DIR);
  const database = databaseFrom(stores);
  const { KURRENTDB_URL: kurrentDbUrl } = stores;
  const isAllOurs = database === undefined && kurrentDbUrl === undefined;
  return {
    port: address.PORT,
    host: address.HOST,
    councils: councilsFrom(councils, publicUrlFrom(address)),
    dataDir,
    database,
    kurrentDbUrl,
    kafka: kafkaFrom(kafka),
    topicPrefix: kafka.KAFKA_TOPIC_PREFIX,
    readinessFedBy: kafka.READINESS_FED_BY,
    demo: demo.DEMO ?? (isAllOurs && demo.NODE_ENV !== 'production'),
    demoWomen: demo.DEMO_WOMEN,
    keys: keysFrom(keys, database === undefined ? dataDir : undefined),
    checkpointFolder: checkpointFolderFrom(keys, stores),
    logLevels: levelsFrom(telling),
    logFormat: telling.LOG_FORMAT,
    hmpps: hmppsFrom(hmpps),
    observability: observabilityFrom(telling),
  };
};
