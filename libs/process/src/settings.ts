import { join, resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { KeySettings } from '@ttg/event-sourcing/personal-data/secrets';
import type { KafkaSettings } from '@ttg/messaging';
import type { ObservabilityOptions } from '@ttg/observability';
import {
  AreBrokers,
  AreNetworks,
  IsKeyRing,
  IsKurrentDbUrl,
  IsPostgresUrl,
  IsTrustedUrl,
  MayNotStandWith,
  MustStandWith,
  RefusedInProduction,
} from './settings-rules';

/** More women than are in prison on any day (seed 004 p.1: nearly 4,000). Within this bound no two cohorts share a number. */
export const mostWomen = 5_000;

export const logLevels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

const feeds = ['store', 'kafka'] as const;

const yes = ['on', 'true', 'yes', '1'];
const no = ['off', 'false', 'no', '0'];

const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

const decimal = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d*\.?\d+$/.test(value) ? Number(value) : value;

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

  /** Where this installation is reached from outside: what councils are told to fetch begins with it. */
  @IsOptional()
  @IsTrustedUrl()
  readonly PUBLIC_URL?: string;

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

  /** The Kafka that events are published to: its brokers, `host:port` with commas; none without. */
  @IsOptional()
  @AreBrokers()
  readonly KAFKA_BROKERS?: string;

  /** Whether it is spoken to over TLS. Certificates of one's own: NODE_EXTRA_CA_CERTS. */
  @Transform(onOrOff)
  @IsIn([true, false], { message: 'KAFKA_TLS must be on or off, and is "$value".' })
  readonly KAFKA_TLS: boolean = false;

  /** Who we are there, by SCRAM-SHA-512. */
  @IsOptional()
  @MustStandWith('KAFKA_PASSWORD')
  @MustStandWith('KAFKA_BROKERS')
  readonly KAFKA_USER?: string;

  /** The password of that user. */
  @IsOptional()
  @MustStandWith('KAFKA_USER')
  readonly KAFKA_PASSWORD?: string;

  /** What the names of topics begin with: another one where two installations share a Kafka. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,30}$/, {
    message: 'KAFKA_TOPIC_PREFIX must be small letters, digits and hyphens, and is "$value".',
  })
  readonly KAFKA_TOPIC_PREFIX: string = 'ttg';

  /** Who tells the readiness service what is new: the store, or Kafka. Others ask the store. */
  @IsOptional()
  @IsIn(feeds, { message: `READINESS_FED_BY must be one of ${feeds.join(', ')}, and is "$value".` })
  @MustStandWith('KAFKA_BROKERS')
  readonly READINESS_FED_BY?: (typeof feeds)[number];

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

  /** HMPPS Prisoner Search. The five stand together: without them nothing is heard from HMPPS. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_PRISON_API_URL')
  readonly HMPPS_PRISONER_SEARCH_URL?: string;

  /** The HMPPS Prison API. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_TOKEN_URL')
  readonly HMPPS_PRISON_API_URL?: string;

  /** Where HMPPS Auth gives tokens to our client. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_CLIENT_ID')
  readonly HMPPS_TOKEN_URL?: string;

  /** Our client there. */
  @IsOptional()
  @MustStandWith('HMPPS_CLIENT_SECRET')
  readonly HMPPS_CLIENT_ID?: string;

  /** Its secret. */
  @IsOptional()
  @MustStandWith('HMPPS_PRISONER_SEARCH_URL')
  readonly HMPPS_CLIENT_SECRET?: string;

  /** The SQS queue of the HMPPS domain events; without it they come by the API alone. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_PRISONER_SEARCH_URL')
  readonly HMPPS_QUEUE_URL?: string;

  /** Networks that webhooks may be sent to although they are not public: CIDR, with commas. */
  @IsOptional()
  @AreNetworks()
  readonly WEBHOOK_PRIVATE_NETWORKS?: string;

  /** How much is written to the console: each level has those before it. */
  @IsIn(logLevels, { message: `LOG_LEVEL must be one of ${logLevels.join(', ')}, and is "$value".` })
  readonly LOG_LEVEL: LogLevel = 'warn';

  /** One JSON object a line, for programs, or text, for people: text at a terminal, else JSON. */
  @IsOptional()
  @IsIn(logFormats, { message: `LOG_FORMAT must be one of ${logFormats.join(', ')}, and is "$value".` })
  readonly LOG_FORMAT?: LogFormat;

  /** A port of its own on which Prometheus reads figures; none without. */
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  @Min(1, { message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  @Max(65_535, { message: 'METRICS_PORT must be a whole number from 1 to 65535, and is "$value".' })
  readonly METRICS_PORT?: number;

  /** The address that port is on. */
  readonly METRICS_HOST: string = '127.0.0.1';

  /** An OpenTelemetry collector that takes OTLP over HTTP; no traces are drawn without. */
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'OTEL_EXPORTER_OTLP_ENDPOINT must look like http://collector:4318.' },
  )
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Which share of all traces is drawn. */
  @Transform(decimal)
  @IsNumber({}, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  @Min(0, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  @Max(1, { message: 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "$value".' })
  readonly OTEL_TRACES_SAMPLER_ARG: number = 1;

  /** The commit that this was built from, for `/info`. */
  readonly COMMIT?: string;

  /** `production` refuses DEMO. */
  readonly NODE_ENV?: string;
}

/** What the application runs with: the environment, checked, with what follows from it. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** What councils are told, and where. */
  readonly councils: CouncilAccess;
  /** Absolute. */
  readonly dataDir: string;
  /** The server to use; nothing when ours is to be started. */
  readonly database?: { readonly url: string; readonly migrationUrl?: string; readonly maintenanceUrl?: string };
  /** The KurrentDB with the events; nothing where they are in the database. */
  readonly kurrentDbUrl?: string;
  /** The Kafka that events are published to; nothing where they are not. */
  readonly kafka?: KafkaSettings;
  /** Who tells the readiness service what is new. */
  readonly readinessFedBy?: (typeof feeds)[number];
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

/** As `CouncilsOptions` of libs/councils, which only an app knows. */
export interface CouncilAccess {
  readonly publicUrl: string;
  readonly privateNetworks: readonly string[];
}

/** As `HmppsSettings` of libs/hmpps, which only an app knows. */
export interface HmppsAccess {
  readonly prisonerSearchUrl: string;
  readonly prisonApiUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly queueUrl?: string;
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
    councils: {
      publicUrl: (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, ''),
      privateNetworks: read.WEBHOOK_PRIVATE_NETWORKS?.split(',') ?? [],
    },
    dataDir,
    ...(read.DATABASE_URL !== undefined && {
      database: {
        url: read.DATABASE_URL,
        migrationUrl: read.DATABASE_MIGRATION_URL,
        maintenanceUrl: read.DATABASE_MAINTENANCE_URL,
      },
    }),
    ...(read.KURRENTDB_URL !== undefined && { kurrentDbUrl: read.KURRENTDB_URL }),
    kafka: kafkaFrom(read),
    readinessFedBy: read.READINESS_FED_BY,
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
    logFormat: read.LOG_FORMAT,
    hmpps: hmppsFrom(read),
    observability: observabilityFrom(read),
  };
};

const hmppsFrom = (read: Environment): HmppsAccess | undefined => {
  const { HMPPS_PRISONER_SEARCH_URL: prisonerSearchUrl, HMPPS_PRISON_API_URL: prisonApiUrl } = read;
  const { HMPPS_TOKEN_URL: tokenUrl, HMPPS_CLIENT_ID: clientId, HMPPS_CLIENT_SECRET: clientSecret } = read;
  if (!prisonerSearchUrl || !prisonApiUrl || !tokenUrl || !clientId || !clientSecret) return undefined;
  return { prisonerSearchUrl, prisonApiUrl, tokenUrl, clientId, clientSecret, queueUrl: read.HMPPS_QUEUE_URL };
};

const kafkaFrom = (read: Environment): KafkaSettings | undefined => {
  const { KAFKA_BROKERS: brokers, KAFKA_USER: name, KAFKA_PASSWORD: password } = read;
  if (brokers === undefined) return undefined;
  return {
    brokers: brokers.split(','),
    clientId: 'through-the-gate',
    tls: read.KAFKA_TLS,
    topicPrefix: read.KAFKA_TOPIC_PREFIX,
    ...(name !== undefined && password !== undefined && { user: { name, password } }),
  };
};

const observabilityFrom = (read: Environment): NonNullable<Settings['observability']> => {
  const { COMMIT: commit, METRICS_HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: to } = read;
  return {
    commit,
    metrics: port === undefined ? undefined : { host, port },
    traces: to === undefined ? undefined : { to, share: read.OTEL_TRACES_SAMPLER_ARG },
  };
};

const takesCheckpoints = ({ DATABASE_URL, KURRENTDB_URL, CHECKPOINT_KEY, CHECKPOINT_KEY_FILE }: Environment): boolean =>
  KURRENTDB_URL === undefined && (DATABASE_URL === undefined || (CHECKPOINT_KEY ?? CHECKPOINT_KEY_FILE) !== undefined);
