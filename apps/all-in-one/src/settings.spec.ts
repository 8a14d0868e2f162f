import 'reflect-metadata';
import { resolve } from 'node:path';
import { readSettings } from './settings';

const key = Buffer.alloc(32, 7).toString('base64');
const database = 'postgresql://ttg_app:secret@db.example:5432/ttg';

describe('settings that are not set', () => {
  it('make a demo on this machine, with an embedded server', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      demo: true,
      demoWomen: 40,
      keys: { generateIn: resolve('.data') },
      checkpointFolder: resolve('.data/checkpoints'),
      logLevels: ['fatal', 'error', 'warn'],
    });
  });

  it('are the same as empty ones', () => {
    expect(readSettings({ PORT: '', DEMO: '', DATABASE_URL: '' })).toEqual(readSettings({}));
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

describe('a malformed setting', () => {
  it.each([
    ['PORT', 'http', 'PORT must be a whole number from 0 to 65535, and is "http".'],
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535, and is "70000".'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535, and is "-1".'],
    ['PORT', '30.5', 'PORT must be a whole number from 0 to 65535, and is "30.5".'],
    ['DEMO', 'maybe', 'DEMO must be on or off, and is "maybe".'],
    ['DEMO_WOMEN', 'many', 'DEMO_WOMEN must be a whole number from 0 to 5000, and is "many".'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, log, debug, verbose, and is "loud".'],
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
