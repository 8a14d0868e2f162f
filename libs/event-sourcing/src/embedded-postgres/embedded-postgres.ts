import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { Cluster, superuser } from './cluster';
import type { RunningServer } from './lock-file';
import { ensureDatabase, ensureRoles, type Roles, whileProvisioning } from './roles';
import { DatabaseSecret } from './secret';
import { AlreadyRunning, claimSingleCopy } from './single-copy';
import { StartFailure, storageFailure } from './start-failure';

const database = 'through_the_gate';

/** A PostgreSQL of our own that runs beside us, on loopback. */
export interface EmbeddedPostgres {
  /** As the application. */
  readonly appUrl: string;
  /** As the owner, for migrations. */
  readonly ownerUrl: string;
  readonly port: number;
  /** Stops the server and returns when it is gone. Close what is connected to it first. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `<dataDir>/postgres`, or takes over the one that a killed copy left running there, and makes the roles
 * and the database on the first run.
 * @throws AlreadyRunning when another copy of the application has it.
 * @throws StartFailure whose sentence says what to do.
 */
export const startEmbeddedPostgres = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const { cluster, secret, folder } = await open(dataDir);
  const { port, claim } = await startAlone(cluster, secret, folder);
  const roles = rolesFrom(secret);
  const stop = async (): Promise<void> => {
    // The claim goes with the server: until it is gone, another copy must not take it over.
    await cluster.stop();
    await claim.end();
  };
  try {
    await whileProvisioning(claim, async () => {
      await ensureRoles(claim, roles);
      await ensureDatabase(claim, database, roles);
    });
    return { ...urls(port, roles), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/**
 * For commands that may be given while the application runs: uses its server if it does, and else one of their own.
 * @returns a server whose `stop` leaves the application's alone.
 * @throws StartFailure
 */
export const joinEmbeddedPostgres = async (dataDir: string): Promise<EmbeddedPostgres> => {
  try {
    return await startEmbeddedPostgres(dataDir);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const { cluster, secret } = await open(dataDir);
    const server = await cluster.running();
    if (!server) return startEmbeddedPostgres(dataDir);
    return { ...urls(server.port, rolesFrom(secret)), stop: async () => undefined };
  }
};

interface Opened {
  readonly cluster: Cluster;
  readonly secret: DatabaseSecret;
  readonly folder: string;
}

const open = async (dataDir: string): Promise<Opened> => {
  const folder = makeFolder(resolve(dataDir));
  const clusterFolder = join(folder, 'postgres');
  const secret = DatabaseSecret.at(join(folder, 'postgres.secret'), !existsSync(clusterFolder));
  return { folder, secret, cluster: await Cluster.open(clusterFolder, secret.passwordOf(superuser)) };
};

const urls = (port: number, { app, owner }: Roles): Omit<EmbeddedPostgres, 'stop'> => ({
  port,
  appUrl: urlOf(port, app.name, app.password, database),
  ownerUrl: urlOf(port, owner.name, owner.password, database),
});

/** A folder that PostgreSQL's user can pass through, and nobody can look into. */
const makeFolder = (folder: string): string => {
  try {
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return folder;
  } catch (error) {
    throw storageFailure(error, folder);
  }
};

/** Waiting takes a minute at most: as long as a server may need that is going down, or recovering. */
const attempts = 600;

/** The server may be going down as we arrive, stopped by the copy before us: then we start it again when it is gone. */
const startAlone = async (
  cluster: Cluster,
  secret: DatabaseSecret,
  dataDir: string,
): Promise<RunningServer & { claim: Client }> => {
  for (let attempt = 1; ; attempt += 1) {
    const left = await cluster.running();
    const server = left ?? (await cluster.start());
    try {
      const superUrl = urlOf(server.port, superuser, secret.passwordOf(superuser), 'postgres');
      return { ...server, claim: await claimSingleCopy(superUrl, dataDir) };
    } catch (error) {
      if (error instanceof StartFailure) throw error;
      const wrong = error instanceof DatabaseError && error.code === '28P01';
      if (wrong && !left) await cluster.stop();
      if (wrong) throw wrongSecret(dataDir);
      if (attempt === attempts) throw noAnswer(cluster, error);
      await wait(100);
    }
  }
};

const noAnswer = ({ folder }: Cluster, cause: unknown): StartFailure =>
  new StartFailure(
    `The PostgreSQL that runs on ${folder} does not answer. Look into ${join(folder, 'server.log')}, end it, and start again.`,
    { cause },
  );

const wrongSecret = (dataDir: string): StartFailure =>
  new StartFailure(
    `${join(dataDir, 'postgres.secret')} is not the one the database was set up with. Put that back from your backup.`,
  );

const rolesFrom = (secret: DatabaseSecret): Roles => ({
  owner: { name: 'ttg_owner', password: secret.passwordOf('ttg_owner') },
  app: { name: 'ttg_app', password: secret.passwordOf('ttg_app') },
});

const urlOf = (port: number, role: string, password: string, name: string): string =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`;
