import { join, resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min, validateSync } from 'class-validator';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { KeySettings } from '@ttg/event-sourcing/personal-data/secrets';
import { mostWomen } from './simulation/cohort/cohort';
import {
  IsKeyRing,
  IsKurrentDbUrl,
  IsPostgresUrl,
  MayNotStandWith,
  MustStandWith,
  RefusedInProduction,
} from './settings-rules';

export const logLevels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

const yes = ['on', 'true', 'yes', '1'];
const no = ['off', 'false', 'no', '0'];

const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

const onOrOff = ({ value }: { value: unknown }): unknown => {
  if (typeof value !== 'string') return value;
  if (yes.includes(value.toLowerCase())) return true;
  return no.includes(value.toLowerCase()) ? false : value;
};

/**
 * The settings, as they stand in the environment. An empty one counts as not set. Messages name the setting and what it must
 * be, never a secret it holds. The table in the README has the same rows in the same order.
 */
export class Environment {
  /** Where pages and API are served; 0 takes any free port. */
  @Transform(wholeNumber)
  @IsInt({ message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  @Min(0, { message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  @Max(65_535, { message: 'PORT must be a whole number from 0 to 65535, and is "$value".' })
  readonly PORT: number = 3000;

  /** The address to listen on. This machine only, until it is said otherwise: in a container, 0.0.0.0. */
  readonly HOST: string = '127.0.0.1';

  /** The folder of the embedded PostgreSQL and of generated keys. */
  readonly DATA_DIR: string = '.data';

  /** A PostgreSQL server to use in place of the embedded one: the application's role. */
  @IsOptional()
  @IsPostgresUrl()
  readonly DATABASE_URL?: string;

  /** The same database as the role that owns it: migrations are applied at the start. */
  @IsOptional()
  @IsPostgresUrl()
  @MustStandWith('DATABASE_URL')
  readonly DATABASE_MIGRATION_URL?: string;

  /** The same database as the role that moves closed cases into the archive: for `ttg store archive`. */
  @IsOptional()
  @IsPostgresUrl()
  @MustStandWith('DATABASE_URL')
  @MayNotStandWith('KURRENTDB_URL')
  readonly DATABASE_MAINTENANCE_URL?: string;

  /** A KurrentDB or EventStoreDB that the events are kept in; all else stays in PostgreSQL. */
  @IsOptional()
  @IsKurrentDbUrl()
  readonly KURRENTDB_URL?: string;

  /** Demo data, demo identities and the movable clock. On by default with the embedded server alone, outside production. */
  @IsOptional()
  @Transform(onOrOff)
  @IsIn([true, false], { message: 'DEMO must be on or off, and is "$value".' })
  @RefusedInProduction()
  readonly DEMO?: boolean;

  /** How many made-up women the first run of a demo tells of, with the embedded server; 0 for none. */
  @Transform(wholeNumber)
  @IsInt({ message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  @Min(0, { message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  @Max(mostWomen, { message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  readonly DEMO_WOMEN: number = 40;

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

  /** How much is written to the console: each level has those before it. */
  @IsIn(logLevels, { message: `LOG_LEVEL must be one of ${logLevels.join(', ')}, and is "$value".` })
  readonly LOG_LEVEL: LogLevel = 'warn';

  /** `production` refuses DEMO. */
  readonly NODE_ENV?: string;
}

/** What the application runs with: the environment, checked, with what follows from it. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** The server to use; nothing when ours is to be started. */
  readonly database?: { readonly url: string; readonly migrationUrl?: string; readonly maintenanceUrl?: string };
  /** The KurrentDB with the events; nothing where they are in the database. */
  readonly kurrentDbUrl?: string;
  readonly demo: boolean;
  /** Of the first run of a demo on our own server. */
  readonly demoWomen: number;
  readonly keys: KeySettings;
  /** Absolute; nothing where no checkpoints are taken: without a key to sign them with, or of events in KurrentDB. */
  readonly checkpointFolder?: string;
  readonly logLevels: LogLevel[];
}

/**
 * Reads the settings.
 * @throws StartFailure that names every setting that is malformed.
 */
export const readSettings = (environment: NodeJS.ProcessEnv): Settings => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = plainToInstance(Environment, given, { exposeUnsetFields: false });
  const problems = validateSync(read).map(({ constraints }) => Object.values(constraints ?? {})[0] ?? '');
  if (problems.length > 0) throw new StartFailure(problems.join('\n'));
  return settingsFrom(read);
};

const settingsFrom = (read: Environment): Settings => {
  const dataDir = resolve(read.DATA_DIR);
  const embedded = read.DATABASE_URL === undefined;
  return {
    port: read.PORT,
    host: read.HOST,
    dataDir,
    ...(read.DATABASE_URL !== undefined && {
      database: {
        url: read.DATABASE_URL,
        migrationUrl: read.DATABASE_MIGRATION_URL,
        maintenanceUrl: read.DATABASE_MAINTENANCE_URL,
      },
    }),
    ...(read.KURRENTDB_URL !== undefined && { kurrentDbUrl: read.KURRENTDB_URL }),
    demo: read.DEMO ?? (embedded && read.KURRENTDB_URL === undefined && read.NODE_ENV !== 'production'),
    demoWomen: read.DEMO_WOMEN,
    keys: {
      masterKey: read.MASTER_KEY,
      masterKeyFile: read.MASTER_KEY_FILE,
      indexKey: read.INDEX_KEY,
      indexKeyFile: read.INDEX_KEY_FILE,
      checkpointKey: read.CHECKPOINT_KEY,
      checkpointKeyFile: read.CHECKPOINT_KEY_FILE,
      ...(embedded && { generateIn: dataDir }),
    },
    ...(takesCheckpoints(read) && { checkpointFolder: resolve(read.CHECKPOINT_DIR ?? join(dataDir, 'checkpoints')) }),
    logLevels: logLevels.slice(0, logLevels.indexOf(read.LOG_LEVEL) + 1),
  };
};

const takesCheckpoints = ({ DATABASE_URL, KURRENTDB_URL, CHECKPOINT_KEY, CHECKPOINT_KEY_FILE }: Environment): boolean =>
  KURRENTDB_URL === undefined && (DATABASE_URL === undefined || (CHECKPOINT_KEY ?? CHECKPOINT_KEY_FILE) !== undefined);
