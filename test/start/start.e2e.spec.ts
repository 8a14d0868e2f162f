import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import { joinEmbeddedPostgres } from '@ttg/event-sourcing/embedded-postgres/embedded-postgres';
import { readLockFile } from '@ttg/event-sourcing/embedded-postgres/lock-file';
import { appBed } from '../support/app-bed';
import type { AppEnvironment, RunningApp } from '../support/built-app';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { ApiClient } from '../support/api-client';

jest.setTimeout(60_000);

const bed = appBed();

const cluster = (): string => join(bed.path, 'postgres');
const postgresRuns = (): boolean => existsSync(join(cluster(), 'postmaster.pid'));
const health = async (app: RunningApp): Promise<number> => (await fetch(`${app.url}/health`)).status;

/** Her names are sealed: the keyring has a key of hers then. */
const registerSomebody = (app: RunningApp): Promise<Record<string, string>> =>
  new ApiClient(app.url).as('resettlement-bronzefield').post('/api/v1/people/persons', {
    names: { first: 'Synthetic', last: 'Example' },
    dateOfBirth: '1990-04-01',
    prisonNumber: 'A9876ZY',
    synthetic: true,
  });

const untilRefused = async (url: string): Promise<void> => {
  for (;;) {
    try {
      await fetch(url);
    } catch {
      return;
    }
  }
};

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0;

/** Mounting a disk for a test takes rights that ordinary users lack. */
const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'ttg-mount-'));
  const mounted = mount('-t', 'tmpfs', '-o', 'ro', 'ttg-test', folder);
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
})();

const ask = async (sql: string): Promise<unknown[]> => {
  const postgres = await joinEmbeddedPostgres(bed.path);
  const client = new Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  await postgres.stop();
  return rows;
};

describe('on a machine that has only Node', () => {
  it('starts, says what to open, and answers', async () => {
    const app = await bed.start();
    expect(app.output()).toMatch(/open http:\/\/localhost:\d+/);
    expect(await health(app)).toBe(200);
    expect((await fetch(`${app.url}/api/openapi.json`)).status).toBe(200);
    expect((await app.stop()).output).not.toMatch(/warn/i);
  });

  it('ends on SIGTERM with its PostgreSQL, and has kept its data when it is started again', async () => {
    const first = await bed.start();
    await ask('create table kept as select 1 as one');
    expect(await first.stop('SIGTERM')).toMatchObject({ exitCode: 0 });
    expect(postgresRuns()).toBe(false);
    const second = await bed.start();
    expect(await health(second)).toBe(200);
    expect(await ask('select one from kept')).toEqual([{ one: 1 }]);
  });

  it('ends on Ctrl-C', async () => {
    expect(await (await bed.start()).stop('SIGINT')).toMatchObject({ exitCode: 0 });
    expect(postgresRuns()).toBe(false);
  });

  it('starts and ends where neither Kafka nor HMPPS answers, and leaves nothing in the middle', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const away = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const app = await bed.start({
      KAFKA_BROKERS: away,
      HMPPS_PRISONER_SEARCH_URL: `http://${away}`,
      HMPPS_PRISON_API_URL: `http://${away}`,
      HMPPS_TOKEN_URL: `http://${away}/token`,
      HMPPS_CLIENT_ID: 'synthetic',
      HMPPS_CLIENT_SECRET: 'synthetic',
      HMPPS_QUEUE_URL: `http://${away}/queue`,
      AWS_ACCESS_KEY_ID: 'synthetic',
      AWS_SECRET_ACCESS_KEY: 'synthetic',
    });
    expect(await health(app)).toBe(200);
    const { exitCode, output } = await app.stop();
    for (const socket of sockets) socket.destroy();
    silent.close();
    expect(exitCode).toBe(0);
    expect(output).not.toContain('is left as it is');
    expect(postgresRuns()).toBe(false);
  });

  it('lets a request in flight have its answer before it ends, and takes no other', async () => {
    const app = await bed.start();
    const headers = { 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' };
    const inFlight = request(`${app.url}/api/v1/nothing-here`, { method: 'POST', headers });
    inFlight.flushHeaders();
    await once(inFlight, 'continue');
    const ended = app.stop();
    await untilRefused(app.url);
    inFlight.end('{}');
    const [answer] = (await once(inFlight, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(await ended).toMatchObject({ exitCode: 0 });
    expect(postgresRuns()).toBe(false);
  });

  it('takes over the PostgreSQL that it left when it was killed', async () => {
    const first = await bed.start();
    const server = readLockFile(cluster())?.pid;
    await first.kill();
    expect(postgresRuns()).toBe(true);
    const second = await bed.start();
    expect(await health(second)).toBe(200);
    expect(readLockFile(cluster())?.pid).toBe(server);
  });

  it('simply starts after a power cut', async () => {
    const first = await bed.start();
    process.kill(readLockFile(cluster())?.pid ?? 0, 'SIGKILL');
    await first.kill();
    expect(postgresRuns()).toBe(true);
    expect(await health(await bed.start())).toBe(200);
  });
});

describe('with a database of one’s own', () => {
  let database: TestDatabase;
  const key = Buffer.alloc(32, 7).toString('base64');
  const own = (): AppEnvironment => ({ DATABASE_URL: database.appUrl, MASTER_KEY: key, INDEX_KEY: key });

  beforeEach(async () => {
    database = await testDatabase();
  });

  afterEach(() => database.drop());

  it('starts nothing embedded', async () => {
    const app = await bed.start(own());
    expect(await health(app)).toBe(200);
    expect(await app.stop()).toMatchObject({ exitCode: 0 });
    expect(existsSync(bed.path)).toBe(false);
  });

  it('says that migrations are pending, and applies them as the owner', async () => {
    const empty = await testDatabase({ migrated: false });
    const url = { ...own(), DATABASE_URL: empty.appUrl };
    const { exitCode, output } = await bed.run(url);
    expect(output).toMatch(
      /^Migrations are pending \(0001_event_store.*\)\. Start once with DATABASE_MIGRATION_URL[^\n]*\n$/,
    );
    expect(exitCode).toBe(1);
    const app = await bed.start({ ...url, DATABASE_MIGRATION_URL: empty.ownerUrl });
    expect(await health(app)).toBe(200);
    await app.stop();
    await empty.drop();
  });
});

describe('what keeps it from starting is one sentence and an exit code', () => {
  it('the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { exitCode, output } = await bed.run({ PORT: String(port) }).finally(() => other.close());
    expect(output).toBe(
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start\n`,
    );
    expect(exitCode).toBe(1);
    expect(postgresRuns()).toBe(false);
  });

  it('a second copy, which leaves the first running', async () => {
    const first = await bed.start();
    const { exitCode, output } = await bed.run();
    expect(output).toBe(
      `Another copy is already running on ${bed.path}. Stop it first, or give this one a folder of its own with DATA_DIR.\n`,
    );
    expect(exitCode).toBe(1);
    expect(await health(first)).toBe(200);
  });

  it('malformed settings, every one by name', async () => {
    const { exitCode, output } = await bed.run({ PORT: 'http', DEMO: 'perhaps' });
    expect(output).toBe(
      'PORT must be a whole number from 0 to 65535, and is "http".\nDEMO must be on or off, and is "perhaps".\n',
    );
    expect(exitCode).toBe(1);
    expect(existsSync(bed.path)).toBe(false);
  });

  it('a secret that cannot be read, after which PostgreSQL is stopped again', async () => {
    const { exitCode, output } = await bed.run({ MASTER_KEY_FILE: join(bed.path, 'gone.key') });
    expect(output).toMatch(/^The secret in .*gone\.key cannot be read \(ENOENT\)\. [^\n]*\n$/);
    expect(exitCode).toBe(1);
    expect(postgresRuns()).toBe(false);
  });

  it('another master key than the one the data is sealed with', async () => {
    const first = await bed.start();
    await registerSomebody(first);
    await first.stop();
    const { exitCode, output } = await bed.run({ MASTER_KEY: Buffer.alloc(32, 9).toString('base64') });
    expect(output).toMatch(/^The keyring is wrapped with master key [^\n]*\n$/);
    expect(exitCode).toBe(1);
    expect(postgresRuns()).toBe(false);
  });

  it('data of another major version', async () => {
    await (await bed.start()).stop();
    writeFileSync(join(cluster(), 'PG_VERSION'), '15\n');
    const { exitCode, output } = await bed.run();
    expect(output).toMatch(
      /^The data in .* was written by PostgreSQL 15, and this release runs PostgreSQL 18\. [^\n]*\n$/,
    );
    expect(exitCode).toBe(1);
  });

  (canMount ? it : it.skip)('a disk that can only be read', async () => {
    mkdirSync(bed.path);
    mount('-t', 'tmpfs', '-o', 'ro', 'ttg-test', bed.path);
    const { exitCode, output } = await bed.run().finally(() => spawnSync('umount', [bed.path]));
    expect(output).toMatch(/ is on a read-only disk\. Set DATA_DIR to a folder that can be written to\.\n$/);
    expect(exitCode).toBe(1);
  });

  it('a database of one’s own that cannot be reached', async () => {
    const url = `postgresql://ttg_app:x@127.0.0.1:${await freePort()}/ttg`;
    const { exitCode, output } = await bed.run({ DATABASE_URL: url });
    expect(output).toMatch(/^The database of DATABASE_URL could not be reached: [^\n]*\n$/);
    expect(exitCode).toBe(1);
  });
});
