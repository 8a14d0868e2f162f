import 'reflect-metadata';
import { readSettings } from '../settings';
import { environmentsOf } from './environment';
import type { Told } from './told';

const key = Buffer.alloc(32, 7).toString('base64');
const database = 'postgresql://ttg_app:secret@db.example/ttg';

/** What an operator may have set for all of it, each with a value that says whose it is. */
const all: NodeJS.ProcessEnv = {
  PATH: '/usr/bin',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/ours.pem',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=a-token',
  PORT: '3000',
  PUBLIC_URL: 'https://gate.example',
  DATABASE_URL: database,
  DATABASE_MIGRATION_URL: 'postgresql://ttg_owner:secret@db.example/ttg',
  DATABASE_MAINTENANCE_URL: 'postgresql://ttg_maintenance:secret@db.example/ttg',
  KAFKA_BROKERS: 'kafka-1:9093',
  KAFKA_USER: 'ttg-relay',
  KAFKA_PASSWORD: 'a password',
  KAFKA_TOPIC_PREFIX: 'leeds',
  MASTER_KEY: key,
  INDEX_KEY: key,
  CHECKPOINT_KEY: key,
  HMPPS_PRISONER_SEARCH_URL: 'https://prisoner-search.example',
  HMPPS_PRISON_API_URL: 'https://prison-api.example',
  HMPPS_TOKEN_URL: 'https://auth.example/oauth/token',
  HMPPS_CLIENT_ID: 'a-client',
  HMPPS_CLIENT_SECRET: 'a secret',
  AWS_SECRET_ACCESS_KEY: 'of the queue',
  WEBHOOK_PRIVATE_NETWORKS: '10.1.0.0/16',
  DEPLOYMENT_TOKEN: 'of somebody else',
};

const told = (service: Told, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const given = { ...all, ...more };
  return environmentsOf(given, readSettings(given), database)(service);
};

const services: readonly Told[] = ['custody', 'housing', 'health', 'readiness', 'relay', 'women'];
const thoseTold = (name: string, more?: NodeJS.ProcessEnv): readonly Told[] =>
  services.filter((service) => name in told(service, more));

describe('a service is told', () => {
  it.each([
    'PATH',
    'NODE_EXTRA_CA_CERTS',
    'OTEL_EXPORTER_OTLP_HEADERS',
    'DATABASE_URL',
    'MASTER_KEY',
    'INDEX_KEY',
    'DEMO',
  ])('%s, as all are', (name) => expect(thoseTold(name)).toEqual(services));

  it.each([
    ['HMPPS_CLIENT_SECRET', ['custody']],
    ['AWS_SECRET_ACCESS_KEY', ['custody']],
    ['CHECKPOINT_KEY', ['custody']],
    ['WEBHOOK_PRIVATE_NETWORKS', ['housing']],
    ['PUBLIC_URL', ['housing', 'relay']],
    ['KAFKA_PASSWORD', ['housing', 'relay']],
    // The page that describes the events names the topics.
    ['KAFKA_TOPIC_PREFIX', ['housing', 'readiness', 'relay']],
    ['DATABASE_MIGRATION_URL', []],
    ['DATABASE_MAINTENANCE_URL', []],
    ['PORT', []],
    ['DEPLOYMENT_TOKEN', []],
  ])('%s, where it is one of those that read it', (name, readers) => expect(thoseTold(name)).toEqual(readers));

  it('how Kafka is reached, where it is readiness and fed by it', () => {
    expect(thoseTold('KAFKA_PASSWORD', { READINESS_FED_BY: 'kafka' })).toEqual(['housing', 'readiness', 'relay']);
    expect(thoseTold('READINESS_FED_BY', { READINESS_FED_BY: 'store' })).toEqual([]);
  });

  it('what it starts with: each reads its settings without a fault', () => {
    for (const service of services) expect(() => readSettings(told(service))).not.toThrow();
    expect(readSettings(told('custody'))).toMatchObject({
      hmpps: { clientId: 'a-client' },
      keys: { checkpointKey: key },
    });
    expect(readSettings(told('health')).hmpps).toBeUndefined();
    expect(readSettings(told('relay')).kafka).toMatchObject({ user: { name: 'ttg-relay' }, topicPrefix: 'leeds' });
  });
});
