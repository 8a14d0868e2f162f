import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isToldTo, ownSettings, type Told, toldToNone } from '@ttg/process/services/told';
import { settingNames } from '../readme/setting-names';
import { ours, readCompose } from './compose';

const services = Object.keys(ownSettings) as Told[];

describe('every setting', () => {
  it('is told to somebody, or to nobody on purpose', () => {
    const nobodys = settingNames().filter((name) => services.every((service) => !isToldTo(service, name)));
    expect(nobodys).toEqual(toldToNone);
  });

  it('of one service alone stands in docs/deployment.md as such', () => {
    const text = readFileSync(join(__dirname, '../../docs/deployment.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ((?:`[A-Z_]+`[, ]*)+) *\|$/gm)];
    const written = rows.map(([, service = '', names = '']) => [service, names.match(/[A-Z_]+/g)]);
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(Object.entries(ownSettings).filter(([, names]) => names.length > 0)),
    );
  });
});

/** What compose cannot pass on, on purpose. */
const leftOut = [
  // The image says both.
  ...['DATA_DIR', 'COMMIT'],
  // `.env` says whether it is a demo; one that a shell has by chance would refuse it.
  'NODE_ENV',
  // Those stand in files, which are made once; and of the checkpoints' the key itself is told, for there is no file to mount.
  ...['MASTER_KEY', 'INDEX_KEY', 'CHECKPOINT_KEY_FILE'],
];
/** What containers on one network need no choice of: these say where the others of the file are. */
const given = ['DATABASE_URL', 'MASTER_KEY_FILE', 'INDEX_KEY_FILE', 'METRICS_PORT', 'METRICS_HOST'];

describe('docker-compose.yml', () => {
  const unfilled = new Map(
    ours(readCompose({ filled: false })).map(([name, { environment = {} }]) => [name, environment]),
  );
  const told = new Map(ours(readCompose()).map(([name, { environment = {} }]) => [name, Object.keys(environment)]));

  it.each(services)('tells %s what it reads, and nothing else', (service) => {
    const names = told.get(service) ?? [];
    expect(names).toContain('DATABASE_URL');
    // Where a container listens is said there, for it has no supervisor.
    expect(names.filter((name) => name !== 'HOST' && !isToldTo(service, name))).toEqual([]);
  });

  it.each(services)('lets %s be told by .env whatever it reads', (service) => {
    const read = settingNames().filter((name) => isToldTo(service, name) && !leftOut.includes(name));
    const cannotBeSet = (name: string): boolean => !unfilled.get(service)?.[name]?.startsWith(`\${${name}:-`);
    expect(read.filter(cannotBeSet)).toEqual(given);
    expect(given.filter((name) => !unfilled.get(service)?.[name])).toEqual([]);
  });

  it('lets what libraries read by themselves be told, too: of the collector, and of the queue of HMPPS', () => {
    const own = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
    expect(told.get('custody')).toEqual(expect.arrayContaining(own));
    for (const service of services) expect(told.get(service)).toContain('OTEL_EXPORTER_OTLP_HEADERS');
  });

  it('tells the entry of no database and no key', () =>
    expect(
      told
        .get('entry')
        ?.filter(
          (name) => !/^(HOST|DEMO|LOG_LEVEL|LOG_FORMAT|(CUSTODY|HOUSING|HEALTH|READINESS|RELAY)_URL)$/.test(name),
        ),
    ).toEqual([]));

  it('tells what is done once no more than it takes', () => {
    expect(told.get('keys')).toEqual(['DATA_DIR']);
    expect(told.get('migrate')).toEqual(['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'DATABASE_MAINTENANCE_URL']);
    const kafka = ['KAFKA_BROKERS', 'KAFKA_TLS', 'KAFKA_USER', 'KAFKA_PASSWORD', 'KAFKA_TOPIC_PREFIX'];
    expect(told.get('topics')).toEqual(kafka);
  });
});
