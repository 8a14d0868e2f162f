import type { ServiceName } from '../entry/routes';

/** What is started with an environment of its own: the services, and what makes up the women of a demo before them. */
export type Told = ServiceName | 'women';

/** What every process reads that opens the store: where it is, what is sealed in it, whether it is a demo, and what it tells of itself. */
const everyone = [
  ...['DATA_DIR', 'DATABASE_URL', 'KURRENTDB_URL', 'DEMO', 'NODE_ENV'],
  ...['MASTER_KEY', 'MASTER_KEY_FILE', 'INDEX_KEY', 'INDEX_KEY_FILE'],
  ...['LOG_LEVEL', 'LOG_FORMAT', 'METRICS_PORT', 'METRICS_HOST', 'COMMIT'],
  ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_SAMPLER_ARG'],
];

const kafka = ['KAFKA_BROKERS', 'KAFKA_TLS', 'KAFKA_USER', 'KAFKA_PASSWORD', 'KAFKA_TOPIC_PREFIX'];
const checkpoints = ['CHECKPOINT_KEY', 'CHECKPOINT_KEY_FILE', 'CHECKPOINT_DIR'];
const hmpps = [
  ...['HMPPS_PRISONER_SEARCH_URL', 'HMPPS_PRISON_API_URL', 'HMPPS_TOKEN_URL'],
  ...['HMPPS_CLIENT_ID', 'HMPPS_CLIENT_SECRET', 'HMPPS_QUEUE_URL'],
];

/** The settings that a service reads beside those that all do. `test/services/told.spec.ts` holds docs/deployment.md to it. */
export const ownSettings: Readonly<Record<Told, readonly string[]>> = {
  // It signs the checkpoints, too: who has that key can vouch for any store, and one who has it is enough.
  custody: [...hmpps, ...checkpoints],
  housing: ['PUBLIC_URL', 'WEBHOOK_PRIVATE_NETWORKS', ...kafka],
  health: [],
  readiness: ['READINESS_FED_BY', ...kafka],
  relay: ['PUBLIC_URL', ...kafka],
  women: ['DEMO_WOMEN'],
};

/** What none of them is told: they are migrated and archived by others, and where they listen is their supervisor's to say. */
export const toldToNone = ['PORT', 'HOST', 'DATABASE_MIGRATION_URL', 'DATABASE_MAINTENANCE_URL'];

/** What Node, the C library, the drivers and the client of the collector read by themselves, and every machine sets. */
const ofTheMachine =
  /^(PATH|HOME|USER|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|SystemRoot|NODE_\w+|UV_\w+|MALLOC_\w+|SSL_CERT_\w+|PG[A-Z]+|OTEL_\w+|(HTTPS?|NO|ALL)_PROXY|NO_COLOR|FORCE_COLOR)$/i;

/** What the client of SQS reads by itself: who we are there. */
const ofTheQueue = /^AWS_\w+$/;

/** @returns whether a service is told this, by its name: what it does not read it does not get, whatever it is. */
export const isToldTo = (service: Told, name: string): boolean =>
  everyone.includes(name) ||
  ownSettings[service].includes(name) ||
  ofTheMachine.test(name) ||
  (service === 'custody' && ofTheQueue.test(name));
