import { randomBytes } from 'node:crypto';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { entryOf } from '../support/build';
import { type AppEnvironment, runApp, type RunningApp, startApp } from '../support/built-app';

jest.setTimeout(60_000);

let database: TestDatabase;
let running: RunningApp[];

beforeEach(async () => {
  database = await testDatabase({ migrated: false });
  running = [];
});
afterEach(async () => {
  for (const app of running) await app.kill();
  await database.drop();
});

const keys = { MASTER_KEY: randomBytes(32).toString('base64'), INDEX_KEY: randomBytes(32).toString('base64') };
const env = (): AppEnvironment => ({ ...keys, DATABASE_URL: database.appUrl, DEMO: 'on' });
const migrate = entryOf('services').replace('main.js', 'migrate.js');

const start = async (app: string, more: AppEnvironment = {}): Promise<RunningApp> => {
  const started = await startApp({ env: { ...env(), ...more }, program: entryOf(app) });
  running.push(started);
  return started;
};

describe('a service on its own', () => {
  it('wants the database that it shares with the others', async () => {
    const { exitCode, output } = await runApp({ program: entryOf('housing') });
    expect(output).toMatch(/^DATABASE_URL is not set\. housing runs on a database [^\n]*\n$/);
    expect(exitCode).toBe(1);
  });

  it('does not start on a schema of before, and migrates nothing', async () => {
    const asOwner: AppEnvironment = { DATABASE_MIGRATION_URL: database.ownerUrl };
    for (const more of [{}, asOwner]) {
      const { exitCode, output } = await runApp({ env: { ...env(), ...more }, program: entryOf('housing') });
      expect(output).toMatch(/^Migrations are pending \([^)]*\)\. Apply them first, [^\n]*: npm run migrate\n$/);
      expect(exitCode).toBe(1);
    }
  });

  it('starts when they are applied, and answers through an entry that is told where it is', async () => {
    expect(await runApp({ env: env(), program: migrate })).toMatchObject({ exitCode: 1 });
    const owner = { ...env(), DATABASE_MIGRATION_URL: database.ownerUrl };
    expect(await runApp({ env: owner, program: migrate })).toMatchObject({ exitCode: 0, output: '' });
    const health = await start('health');
    const entry = await start('entry', {
      HEALTH_URL: health.url,
      CUSTODY_URL: 'http://127.0.0.1:9',
      HOUSING_URL: 'http://127.0.0.1:9',
      READINESS_URL: 'http://127.0.0.1:9',
    });
    const ask = (path: string) =>
      fetch(`${entry.url}${path}`, { headers: { 'X-Demo-Identity': 'healthcare-bronzefield' } });
    expect((await ask('/api/v1/health/cases/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await ask('/api/v1/housing/referrals')).status).toBe(503);
    expect(await (await ask('/health/ready')).json()).toMatchObject({ status: 'degraded' });
    expect(await entry.stop()).toMatchObject({ exitCode: 0 });
    expect(await health.stop()).toMatchObject({ exitCode: 0 });
  });
});
