import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Client, DatabaseError } from 'pg';
import { type Cluster, superuser } from './cluster';
import type { RunningServer } from './lock-file';
import type { DatabaseSecret } from './secret';
import { claimSingleCopy } from './single-copy';
import { StartFailure } from './start-failure';

/**
 * The server of a data folder, on which we are the only copy that runs, until it is stopped.
 *
 * PostgreSQL ends all sessions when one of its processes is killed, and our claim goes with its session; or it is killed as a
 * whole. In both cases it is claimed again, and started again on the same port where it is gone. What keeps us from it, another
 * copy for one, ends the application as any fault that nobody caught: with its sentence.
 */
export class OwnServer {
  private readonly logger = new Logger('Database');
  private isStopping = false;
  private isOurs = true;
  private regaining: Promise<void> | undefined;

  private constructor(
    private readonly cluster: Cluster,
    private readonly secret: DatabaseSecret,
    private readonly dataDir: string,
    readonly port: number,
    /** The superuser's session that holds the claim. */
    public claim: Client,
  ) {
    this.watch();
  }

  /** @param dataDir for its sentences. @throws StartFailure, AlreadyRunning */
  static async start(cluster: Cluster, secret: DatabaseSecret, dataDir: string): Promise<OwnServer> {
    const { port, claim } = await startAlone(cluster, secret, dataDir);
    return new OwnServer(cluster, secret, dataDir, port, claim);
  }

  /** Returns when the server is gone. One that another copy took from us is left alone. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.regaining?.catch(() => undefined);
    // The claim goes with the server: until it is gone, another copy must not take it over.
    if (this.isOurs) await this.cluster.stop();
    await this.claim.end();
  }

  private watch(): void {
    this.claim.once('end', () => {
      if (!this.isStopping) this.regaining = this.regain();
    });
  }

  private async regain(): Promise<void> {
    this.isOurs = false;
    this.logger.warn('PostgreSQL broke off all its sessions: it is being taken again, or started where it is gone.');
    const { claim } = await startAlone(this.cluster, this.secret, this.dataDir, this.port);
    this.claim = claim;
    this.isOurs = true;
    this.watch();
  }
}

/** Waiting takes a minute at most: as long as a server may need that is going down, or recovering. */
const attempts = 600;

/** The server may be going down as we arrive, stopped by the copy before us: then we start it again when it is gone. */
const startAlone = async (
  cluster: Cluster,
  secret: DatabaseSecret,
  dataDir: string,
  port?: number,
): Promise<RunningServer & { claim: Client }> => {
  for (let attempt = 1; ; attempt += 1) {
    const left = await cluster.running();
    const server = left ?? (await cluster.start(port));
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

export const urlOf = (port: number, role: string, password: string, name: string): string =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`;
