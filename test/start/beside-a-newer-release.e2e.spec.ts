import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { build, commandsEntry, entry, entryOf, simulationEntry } from '../support/build';
import { type AppEnvironment, runApp, startApp } from '../support/built-app';

jest.setTimeout(60_000);

/** What a release finds that is started, or started again, while the one after it is being brought in. */
describe('on a database that a newer release has migrated', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  let database: TestDatabase;
  const env = (): AppEnvironment => ({ DATABASE_URL: database.appUrl, DEMO: 'on', MASTER_KEY: key, INDEX_KEY: key });
  const asOwner = (): AppEnvironment => ({ ...env(), DATABASE_MIGRATION_URL: database.ownerUrl });

  beforeEach(async () => {
    database = await testDatabase();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(`
      create table eventstore.notes (note text);
      insert into eventstore.migrations (name, checksum) values ('9001_notes.sql', 'of the newer release')`);
    await owner.end();
  });

  afterEach(() => database.drop());

  const warning = /The database was migrated by a newer release \(9001_notes\.sql\)/;
  /** Those lines of a log that say so: one JSON object each, as all of the log. */
  const warnings = (output: string): unknown[] =>
    output
      .split('\n')
      .filter((line) => warning.test(line))
      .map((line) => JSON.parse(line) as unknown);
  const once = (service: string): unknown[] => [
    expect.objectContaining({
      level: 'warn',
      service,
      context: 'Database',
      msg: expect.stringMatching(warning) as string,
    }),
  ];

  it.each([
    ['all in one', 'all-in-one', entry, env],
    ['all in one that is told the owner', 'all-in-one', entry, asOwner],
    ['a service', 'housing', entryOf('housing'), env],
  ])('%s works, and says so once', async (_, service, program, environment) => {
    const app = await startApp({ env: environment(), program });
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    const { exitCode, output } = await app.stop();
    expect(warnings(output)).toEqual(once(service));
    expect(exitCode).toBe(0);
  });

  it('a migration has nothing to do, and says so', async () => {
    const program = entryOf('services').replace('main.js', 'migrate.js');
    const { exitCode, output } = await runApp({ env: asOwner(), program });
    expect(warnings(output)).toEqual(once('migrate'));
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a command', () => commandsEntry, ['store', 'verify', '--json']],
    ['a simulation', () => simulationEntry, ['--women', '1', '--json']],
  ])('%s answers, and says so once beside its answer', async (_, program, args) => {
    await build();
    const { PATH = '', HOME = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program(), ...args], {
      env: { PATH, HOME, ...env() },
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(stderr.split('\n').filter((line) => warning.test(line))).toHaveLength(1);
    expect(JSON.parse(stdout)).toEqual(expect.any(Object));
    expect(status).toBe(0);
  });
});
