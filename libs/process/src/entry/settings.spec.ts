import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { readEntrySettings } from './settings';

const urls = {
  CUSTODY_URL: 'http://custody:3000',
  HOUSING_URL: 'http://housing:3000/',
  HEALTH_URL: 'https://health.internal',
  READINESS_URL: 'http://127.0.0.1:3004',
};

describe('an entry that stands alone', () => {
  it('is told where every service is', () => {
    const { targets, port, demo } = readEntrySettings({ ...urls, PORT: '8080' });
    expect(targets.urlOf('housing')).toBe('http://housing:3000');
    expect(targets.urlOf('health')).toBe('https://health.internal');
    expect([port, demo]).toEqual([8080, false]);
  });

  it('writes its log as every app does', () => {
    expect(readEntrySettings(urls)).toMatchObject({ logLevels: ['fatal', 'error', 'warn'] });
    const wished = readEntrySettings({ ...urls, LOG_LEVEL: 'fatal', LOG_FORMAT: 'text' });
    expect(wished).toMatchObject({ logLevels: ['fatal'], logFormat: 'text' });
  });

  it('has a relay where it is told of one', () => {
    expect(readEntrySettings(urls).targets.services).not.toContain('relay');
    const { targets } = readEntrySettings({ ...urls, RELAY_URL: 'http://relay:3000' });
    expect(targets.urlOf('relay')).toBe('http://relay:3000');
  });

  it('takes nothing of a database that happens to be named', () =>
    expect(() => readEntrySettings({ ...urls, DATABASE_MIGRATION_URL: 'nonsense' })).not.toThrow());

  it('names every service that it was not told of', () => {
    const missing = () => readEntrySettings({ ...urls, HEALTH_URL: 'health', HOUSING_URL: undefined });
    expect(missing).toThrow(StartFailure);
    expect(missing).toThrow('HOUSING_URL, HEALTH_URL must look like http://housing:3000.');
  });
});
