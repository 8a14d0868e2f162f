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

describe('docker-compose.yml', () => {
  const told = new Map(ours(readCompose()).map(([name, { environment = {} }]) => [name, Object.keys(environment)]));

  it.each(services)('tells %s what it reads, and nothing else', (service) => {
    const names = told.get(service) ?? [];
    expect(names).toContain('DATABASE_URL');
    // Where a container listens is said there, for it has no supervisor.
    expect(names.filter((name) => name !== 'HOST' && !isToldTo(service, name))).toEqual([]);
  });

  it('tells the entry of no database and no key', () =>
    expect(
      told
        .get('entry')
        ?.filter((name) => !/^(HOST|DEMO|LOG_LEVEL|(CUSTODY|HOUSING|HEALTH|READINESS|RELAY)_URL)$/.test(name)),
    ).toEqual([]));

  it('tells what is done once no more than it takes', () => {
    expect(told.get('keys')).toEqual(['DATA_DIR']);
    expect(told.get('migrate')).toEqual(['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'DATABASE_MAINTENANCE_URL']);
    expect(told.get('topics')).toEqual(['KAFKA_BROKERS']);
  });
});
