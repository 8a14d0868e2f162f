import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Cluster, superuser } from './cluster';
import { OwnServer, urlOf } from './own-server';
import { ensureDatabase, ensureRoles, type Roles, whileProvisioning } from './roles';
import { DatabaseSecret } from './secret';
import { AlreadyRunning } from './single-copy';
import { StartFailure, storageFailure } from './start-failure';

const database = 'through_the_gate';

/** A PostgreSQL of our own that runs beside us, on loopback. */
export interface EmbeddedPostgres {
  /** As the application. */
  readonly appUrl: string;
  /** As the owner, for migrations. */
  readonly ownerUrl: string;
  /** As the role that may move closed cases into the archive, and do nothing else. */
  readonly maintenanceUrl: string;
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
  const server = await OwnServer.start(cluster, secret, folder);
  const roles = rolesFrom(secret);
  const stop = (): Promise<void> => server.stop();
  try {
    await whileProvisioning(server.claim, async () => {
      await ensureRoles(server.claim, roles);
      await ensureDatabase(server.claim, database, roles);
    });
    return { ...urls(server.port, roles), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/**
 * For commands that may be given while the application runs: uses its server if it does, and else one of their own. They make no
 * database: in a folder that was mistyped there is none.
 * @returns a server whose `stop` leaves the application's alone.
 * @throws StartFailure
 */
export const joinEmbeddedPostgres = async (dataDir: string): Promise<EmbeddedPostgres> => {
  if (!existsSync(clusterIn(dataDir))) {
    throw new StartFailure(
      `There is no database in ${resolve(dataDir)}. Start the application once, or set DATA_DIR to the folder it runs on.`,
    );
  }
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

const clusterIn = (dataDir: string): string => join(resolve(dataDir), 'postgres');

const open = async (dataDir: string): Promise<Opened> => {
  const folder = makeFolder(resolve(dataDir));
  const clusterFolder = clusterIn(folder);
  const secret = DatabaseSecret.at(join(folder, 'postgres.secret'), !existsSync(clusterFolder));
  return { folder, secret, cluster: await Cluster.open(clusterFolder, secret.passwordOf(superuser)) };
};

const urls = (port: number, { app, owner, maintenance }: Roles): Omit<EmbeddedPostgres, 'stop'> => ({
  port,
  appUrl: urlOf(port, app.name, app.password, database),
  ownerUrl: urlOf(port, owner.name, owner.password, database),
  maintenanceUrl: urlOf(port, maintenance.name, maintenance.password, database),
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

const rolesFrom = (secret: DatabaseSecret): Roles => ({
  owner: { name: 'ttg_owner', password: secret.passwordOf('ttg_owner') },
  app: { name: 'ttg_app', password: secret.passwordOf('ttg_app') },
  maintenance: { name: 'ttg_maintenance', password: secret.passwordOf('ttg_maintenance') },
});
