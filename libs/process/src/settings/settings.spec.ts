import 'reflect-metadata';
import { resolve } from 'node:path';
import { readSettings } from '.';

const key = Buffer.alloc(32, 7).toString('base64');
const database = 'postgresql://ttg_app:secret@db.example:5432/ttg';

describe('settings that are not set', () => {
  it('make a demo on this machine, with an embedded server', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      councils: { publicUrl: 'http://localhost:3000', privateNetworks: [] },
      dataDir: resolve('.data'),
      demo: true,
      demoWomen: 40,
      topicPrefix: 'ttg',
      keys: { generateIn: resolve('.data') },
      checkpointFolder: resolve('.data/checkpoints'),
      logLevels: ['fatal', 'error', 'warn'],
      observability: {},
    });
  });

  it('are the same as empty ones', () => {
    expect(readSettings({ PORT: '', DEMO: '', DATABASE_URL: '' })).toEqual(readSettings({}));
  });
});

describe('what councils are told', () => {
  it('is to be fetched where this installation is reached from outside, over https', () => {
    expect(readSettings({ PUBLIC_URL: 'https://gate.example/' }).councils.publicUrl).toBe('https://gate.example');
    expect(() => readSettings({ PUBLIC_URL: 'http://gate.example' })).toThrow('PUBLIC_URL must be');
  });

  it('goes to networks that are not public only where they are named', () => {
    const networks = (given: string) => readSettings({ WEBHOOK_PRIVATE_NETWORKS: given }).councils.privateNetworks;
    expect(networks('10.1.0.0/16,fd00::/8')).toEqual(['10.1.0.0/16', 'fd00::/8']);
    for (const given of ['10.1.0.0', '10.1.0.0/33', 'here']) {
      expect(() => networks(given)).toThrow('WEBHOOK_PRIVATE_NETWORKS must look like');
    }
  });
});

describe('DEMO', () => {
  it('is off by default with a server of one’s own, whose keys are not generated', () => {
    const settings = readSettings({ DATABASE_URL: database });
    expect(settings).toMatchObject({ demo: false, database: { url: database } });
    expect(settings.keys.generateIn).toBeUndefined();
  });

  it('is off by default in production', () => {
    expect(readSettings({ NODE_ENV: 'production' }).demo).toBe(false);
  });

  it.each([
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['off', false],
    ['false', false],
  ])('%s', (value, demo) => {
    expect(readSettings({ DEMO: value, DATABASE_URL: database }).demo).toBe(demo);
  });

  it('is refused in production', () => {
    expect(() => readSettings({ DEMO: 'on', NODE_ENV: 'production' })).toThrow(
      /^DEMO is on, and NODE_ENV is production.*Set DEMO=off\.$/,
    );
  });
});

describe('KURRENTDB_URL', () => {
  const url = 'kurrentdb://ttg:secret@log.example:2113?tls=true';

  it('names where the events are; keys stay in the embedded server, and there is no demo unless it is asked for', () => {
    const settings = readSettings({ KURRENTDB_URL: url });
    expect(settings).toMatchObject({ kurrentDbUrl: url, demo: false, keys: { generateIn: resolve('.data') } });
    expect(settings.checkpointFolder).toBeUndefined();
    expect(readSettings({ KURRENTDB_URL: url, DEMO: 'on' }).demo).toBe(true);
  });

  it.each(['CHECKPOINT_KEY', 'CHECKPOINT_KEY_FILE', 'CHECKPOINT_DIR', 'DATABASE_MAINTENANCE_URL'])(
    'does not stand with %s, which is for events in PostgreSQL',
    (name) => {
      const value = { CHECKPOINT_KEY: key, DATABASE_MAINTENANCE_URL: database }[name] ?? 'somewhere';
      const settings = { DATABASE_URL: database, [name]: value };
      expect(() => readSettings(settings)).not.toThrow();
      expect(() => readSettings({ ...settings, KURRENTDB_URL: url })).toThrow(
        `${name} and KURRENTDB_URL are both set. Set one of them.`,
      );
    },
  );
});

describe('checkpoints', () => {
  it('are taken where there is a key to sign them with', () => {
    expect(readSettings({ DATABASE_URL: database }).checkpointFolder).toBeUndefined();
    const signed = readSettings({ DATABASE_URL: database, CHECKPOINT_KEY: key, DATA_DIR: '/srv/ttg' });
    expect(signed).toMatchObject({ checkpointFolder: resolve('/srv/ttg/checkpoints'), keys: { checkpointKey: key } });
  });

  it('are written where it is said', () =>
    expect(readSettings({ CHECKPOINT_DIR: 'elsewhere' }).checkpointFolder).toBe(resolve('elsewhere')));
});

describe('HMPPS', () => {
  const access = {
    HMPPS_PRISONER_SEARCH_URL: 'https://prisoner-search.example',
    HMPPS_PRISON_API_URL: 'https://prison-api.example',
    HMPPS_TOKEN_URL: 'https://auth.example/auth/oauth/token',
    HMPPS_CLIENT_ID: 'a-client',
    HMPPS_CLIENT_SECRET: 'a secret',
  };
  const queue = 'https://sqs.eu-west-2.amazonaws.com/123/hmpps';

  it('is reached where all is said that is needed for it, with a queue or without', () => {
    expect(readSettings({}).hmpps).toBeUndefined();
    expect(readSettings(access).hmpps).toMatchObject({ clientId: 'a-client', clientSecret: 'a secret' });
    expect(readSettings({ ...access, HMPPS_QUEUE_URL: queue }).hmpps).toMatchObject({ queueUrl: queue });
  });

  it.each(Object.keys(access))('is not reached by halves: without %s it is refused', (name) => {
    expect(() => readSettings({ ...access, [name]: undefined })).toThrow(
      new RegExp(`is set without ${name}\\. Set both`),
    );
    expect(() => readSettings({ HMPPS_QUEUE_URL: queue })).toThrow(/^HMPPS_QUEUE_URL is set without/);
  });

  it.each(['http://prison-api.example', 'https://user:password@prison-api.example', 'prison-api.example'])(
    'is not told a secret in clear, nor by way of %s',
    (url) =>
      expect(() => readSettings({ ...access, HMPPS_PRISON_API_URL: url })).toThrow(
        'HMPPS_PRISON_API_URL must be an address that begins with https://.',
      ),
  );

  it('may be a program on this machine, which needs no https', () =>
    expect(readSettings({ ...access, HMPPS_PRISON_API_URL: 'http://127.0.0.1:8080' }).hmpps).toMatchObject({
      prisonApiUrl: 'http://127.0.0.1:8080',
    }));
});

describe('what is told of the running program', () => {
  it('goes to a port of its own and to a collector, where these are named', () => {
    const { observability } = readSettings({
      METRICS_PORT: '9464',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_TRACES_SAMPLER_ARG: '.25',
      COMMIT: 'abc1234',
    });
    expect(observability).toEqual({
      commit: 'abc1234',
      metrics: { host: '127.0.0.1', port: 9464 },
      traces: { to: 'http://collector:4318', share: 0.25 },
    });
  });

  it('is all traces, where no share is named', () => {
    const { observability } = readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp' });
    expect(observability?.traces).toEqual({ to: 'https://collector.example/otlp', share: 1 });
  });
});

describe('a malformed setting', () => {
  it.each([
    ['PORT', 'http', 'PORT must be a whole number from 0 to 65535, and is "http".'],
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535, and is "70000".'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535, and is "-1".'],
    ['PORT', '30.5', 'PORT must be a whole number from 0 to 65535, and is "30.5".'],
    ['DEMO', 'maybe', 'DEMO must be on or off, and is "maybe".'],
    ['DEMO_WOMEN', 'many', 'DEMO_WOMEN must be a whole number from 0 to 5000, and is "many".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, log, debug, verbose, and is "loud".'],
    ['LOG_FORMAT', 'xml', 'LOG_FORMAT must be one of json, text, and is "xml".'],
    ['METRICS_PORT', '0', 'METRICS_PORT must be a whole number from 1 to 65535, and is "0".'],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "2".'],
    ['OTEL_TRACES_SAMPLER_ARG', 'all', 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, and is "all".'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector', 'OTEL_EXPORTER_OTLP_ENDPOINT must look like http://collector:4318.'],
    ['DATABASE_URL', 'mysql://a@b/c', 'DATABASE_URL must look like postgresql://role:password@host:5432/database.'],
    [
      'DATABASE_URL',
      'postgresql://db.example/ttg',
      'DATABASE_URL must look like postgresql://role:password@host:5432/database.',
    ],
    ['DATABASE_MIGRATION_URL', database, 'DATABASE_MIGRATION_URL is set without DATABASE_URL. Set both, or neither.'],
    [
      'KURRENTDB_URL',
      'postgresql://a:b@c/d',
      'KURRENTDB_URL cannot be used: The connection string of KurrentDB must look',
    ],
    ['KURRENTDB_URL', 'kurrentdb://log.example', 'KURRENTDB_URL cannot be used: A KurrentDB with TLS asks for a user'],
    ['CHECKPOINT_KEY', 'x', 'CHECKPOINT_KEY must be base64 of 32 bytes. Make one with: openssl rand -base64 32'],
    ['MASTER_KEY', 'too-short', 'MASTER_KEY must be base64 of 32 bytes. Make one with: openssl rand -base64 32'],
  ])('%s=%s is refused by name', (name, value, sentence) => {
    expect(() => readSettings({ [name]: value })).toThrow(sentence);
  });

  it('is never alone in being told: every one is named', () => {
    expect(() => readSettings({ PORT: 'x', DEMO: 'y', LOG_LEVEL: 'z' })).toThrow(/^PORT .*\nDEMO .*\nLOG_LEVEL .*$/);
  });

  it('does not show what a secret holds', () => {
    expect(() => readSettings({ MASTER_KEY: 'hunter2', DATABASE_URL: 'mysql://app:hunter2@db/x' })).toThrow(
      /^(?![^]*hunter2)/,
    );
    for (const KURRENTDB_URL of ['https://app:hunter2@log', 'esdb://app:hunter2@log:port', 'esdb://hunter2@log'])
      expect(() => readSettings({ KURRENTDB_URL })).toThrow(/^(?![^]*hunter2)KURRENTDB_URL cannot be used: /);
  });

  it('is a key given twice', () => {
    expect(() => readSettings({ MASTER_KEY: key, MASTER_KEY_FILE: '/run/key' })).toThrow(
      'MASTER_KEY and MASTER_KEY_FILE are both set',
    );
    expect(readSettings({ MASTER_KEY: key }).keys.masterKey).toBe(key);
  });
});

describe('a Kafka', () => {
  const kafka = (rest: NodeJS.ProcessEnv = {}) =>
    readSettings({ KAFKA_BROKERS: 'kafka-1:9092,kafka-2:9093', ...rest }).kafka;

  it('is that of its brokers, without TLS and as nobody, unless it is said otherwise', () =>
    expect(kafka()).toEqual({
      brokers: ['kafka-1:9092', 'kafka-2:9093'],
      clientId: 'through-the-gate',
      tls: false,
      topicPrefix: 'ttg',
    }));

  it('is spoken to as a user over TLS', () =>
    expect(kafka({ KAFKA_TLS: 'on', KAFKA_USER: 'ttg-relay', KAFKA_PASSWORD: 'secret' })).toMatchObject({
      tls: true,
      user: { name: 'ttg-relay', password: 'secret' },
    }));

  it('tells readiness what is new, where that is wished', () =>
    expect(readSettings({ KAFKA_BROKERS: 'kafka-1:9092', READINESS_FED_BY: 'kafka' }).readinessFedBy).toBe('kafka'));

  it('is not used where none is named', () => expect(readSettings({}).kafka).toBeUndefined());

  it.each([
    ['brokers without a port', { KAFKA_BROKERS: 'kafka-1' }, 'KAFKA_BROKERS'],
    ['nobody to feed readiness', { KAFKA_BROKERS: '', READINESS_FED_BY: 'kafka' }, 'KAFKA_BROKERS'],
    ['another feed', { KAFKA_BROKERS: 'kafka-1:9092', READINESS_FED_BY: 'wind' }, 'READINESS_FED_BY'],
    ['a user without a password', { KAFKA_BROKERS: 'kafka-1:9092', KAFKA_USER: 'ttg' }, 'KAFKA_PASSWORD'],
    [
      'a prefix that no topic may have',
      { KAFKA_BROKERS: 'kafka-1:9092', KAFKA_TOPIC_PREFIX: 'a b' },
      'KAFKA_TOPIC_PREFIX',
    ],
  ])('is refused with %s', (_, environment, named) => expect(() => readSettings(environment)).toThrow(named));
});
