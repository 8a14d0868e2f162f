import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Cluster, superuser } from '@ttg/event-sourcing/embedded-postgres/cluster';
import { readLockFile } from '@ttg/event-sourcing/embedded-postgres/lock-file';
import { urlOf } from '@ttg/event-sourcing/embedded-postgres/own-server';
import { ensureDatabase, ensureRoles, type Roles } from '@ttg/event-sourcing/embedded-postgres/roles';
import type { ServerSettings } from '@ttg/event-sourcing/embedded-postgres/server-settings';
import { serverUser } from '@ttg/event-sourcing/embedded-postgres/server-user';
import { migrate } from '@ttg/event-sourcing/postgres/migrate';

/** A server of a test's own, on a port that it keeps, with a migrated database: to be broken. */
export class BreakableServer {
  private constructor(
    private readonly folder: string,
    private readonly cluster: Cluster,
    private readonly password: string,
    private readonly roles: Roles,
    private readonly port: number,
  ) {}

  /** @param settings those of a real server where they are not said: a commit waits for the disk. */
  static async start(settings: ServerSettings = {}): Promise<BreakableServer> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-breakable-'));
    chmodSync(folder, 0o711);
    const [password, owner, app, maintenance] = Array.from({ length: 4 }, () => randomBytes(16).toString('hex'));
    if (!password || !owner || !app || !maintenance) throw new Error('There are four of them.');
    const roles = {
      owner: { name: 'ttg_owner', password: owner },
      app: { name: 'ttg_app', password: app },
      maintenance: { name: 'ttg_maintenance', password: maintenance },
    };
    const cluster = await Cluster.open(join(folder, 'data'), password, settings);
    const { port } = await cluster.start();
    const server = new BreakableServer(folder, cluster, password, roles, port);
    await server.asSuperuser(async (client) => {
      await ensureRoles(client, roles);
      await ensureDatabase(client, 'broken', roles);
    }, 'postgres');
    await migrate({ migrationUrl: urlOf(port, 'ttg_owner', owner, 'broken'), appRole: 'ttg_app' });
    return server;
  }

  /** As the application. */
  get appUrl(): string {
    return urlOf(this.port, 'ttg_app', this.roles.app.password, 'broken');
  }

  async asSuperuser<T>(work: (client: Client) => Promise<T>, database = 'broken'): Promise<T> {
    const client = new Client({ connectionString: urlOf(this.port, superuser, this.password, database) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** In good order: what is under way is broken off. */
  async restart(): Promise<void> {
    await this.cluster.stop();
    await this.startAgain();
  }

  /** All of it at once, with nothing written out. */
  async kill(): Promise<void> {
    const { pid } = this;
    process.kill(pid, 'SIGKILL');
    while (isThere(pid)) await wait(10);
    await this.startAgain();
  }

  /**
   * One of its processes, that serves the application: the server breaks off all sessions, and recovers by itself. Resolves when it
   * has; until then it serves nobody who could be killed next.
   */
  async killOneOfItsProcesses(): Promise<void> {
    const began = await this.servingSince();
    // One that has ended since it was looked up is not there to be killed: then another one is.
    await eventually(() =>
      this.asSuperuser(async (client) => {
        const { rows } = await client.query<{ pid: number }>(
          `select pid from pg_stat_activity where usename = 'ttg_app' limit 1`,
        );
        if (!rows[0]) throw new Error('Nobody is served.');
        process.kill(rows[0].pid, 'SIGKILL');
      }),
    );
    await eventually(async () => {
      if ((await this.servingSince()) === began) throw new Error('It has not noticed.');
    });
  }

  /** When it began to serve its newest run of sessions. */
  servingSince(): Promise<string | undefined> {
    return eventually(() =>
      this.asSuperuser(async (client) => {
        const { rows } = await client.query<{ began: string }>(
          `select min(backend_start)::text as began from pg_stat_activity where backend_type = 'checkpointer'`,
        );
        return rows[0]?.began;
      }),
    );
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
  }

  async startAgain(): Promise<void> {
    await this.cluster.start(this.port);
  }

  /** Where its write-ahead log is. */
  get log(): string {
    return join(this.cluster.folder, 'pg_wal');
  }

  async end(): Promise<void> {
    await this.cluster.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get pid(): number {
    const running = readLockFile(this.cluster.folder);
    if (!running) throw new Error('It is not running.');
    return running.pid;
  }
}

/** Asks again until it holds; fails with what it was last. A server that is broken answers nothing for a while. */
export const eventually = async <T>(ask: () => Promise<T> | T, timeoutMs = 30_000): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await wait(20);
    }
  }
};

/** A process that was killed is there until the system has taken it away. */
const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A disk of a few megabytes, which only root may make, and not in every container. */
export class TinyDisk {
  private constructor(readonly folder: string) {}

  /** @returns nothing where none can be made. */
  static make(megabytes: number): TinyDisk | undefined {
    const user = serverUser();
    if (!user) return undefined;
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-tiny-disk-'));
    const options = `size=${megabytes}m,uid=${user.uid},gid=${user.gid},mode=0700`;
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
      return new TinyDisk(folder);
    } catch {
      rmSync(folder, { recursive: true, force: true });
      return undefined;
    }
  }

  /** @returns whether one can be made here. */
  static isPossible(): boolean {
    const disk = TinyDisk.make(1);
    disk?.remove();
    return disk !== undefined;
  }

  grow(megabytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${megabytes}m`, this.folder], { stdio: 'ignore' });
  }

  /** A folder on it that belongs to the server's user. */
  makeFolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o700 });
    const user = serverUser();
    if (user) execFileSync('chown', [`${user.uid}:${user.gid}`, path]);
    return path;
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
