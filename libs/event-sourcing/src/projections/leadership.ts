import { Injectable, Logger } from '@nestjs/common';
import { Client, type ClientConfig, Pool } from 'pg';
import { pause } from '../background/pause';
import { errorClass } from './error-class';

/** Who holds a projection's lock of this class runs it. */
export const leaderLockClass = 7633002;

/** How often those who wait ask for their turn, and how often the one who leads asks whether it still does. Milliseconds. */
const askEvery = 500;
/** An answer that takes longer does not come. Milliseconds. */
const patience = 2_000;

const takeStatement = `
  select name
  from unnest($1::text[]) as name
  where pg_try_advisory_lock(${leaderLockClass}, hashtext(name))`;

const giveStatement = `select pg_advisory_unlock(${leaderLockClass}, hashtext($1))`;

// The server sees at once that a process has ended; of a host that vanished it learns after four seconds, by asking twice when
// it has heard nothing for two. It frees the locks then, and whoever waits has one half a second later.
const settings = `
  set tcp_keepalives_idle to 2;
  set tcp_keepalives_interval to 1;
  set tcp_keepalives_count to 2;
  set tcp_user_timeout to 4000`;

interface Turn {
  readonly begin: (leads: AbortController) => void;
}

/**
 * Sees to it that each projection is run by one process at a time. One connection holds the locks of all projections of this
 * process; they end with it, so a process that was killed leads nothing. It is not one of the pool's: where those are all in use, a
 * process must not lose what it leads, nor keep one from its work.
 */
@Injectable()
export class Leadership {
  private readonly logger = new Logger('Projections');
  private readonly waiting = new Map<string, Turn>();
  private readonly leading = new Map<string, AbortController>();
  private client: Client | undefined;
  private loop: Promise<void> | undefined;
  private asked: Promise<unknown> = Promise.resolve();
  private closing = new AbortController();
  /** Ends the pause between two questions. */
  private wake = new AbortController();

  constructor(private readonly pool: Pool) {}

  /**
   * Waits until nobody else leads this projection, then does the work as its leader.
   * @param work its signal aborts with `signal`, and when we lead no longer; it must end then.
   */
  async lead(name: string, signal: AbortSignal, work: (leads: AbortSignal) => Promise<void>): Promise<void> {
    const leads = await this.turn(name, signal);
    if (!leads) return;
    try {
      await work(leads.signal);
    } finally {
      this.leading.delete(name);
      leads.abort();
      await this.give(name);
    }
  }

  /** Gives up everything. Resolves when the connection is closed. */
  async close(): Promise<void> {
    this.closing.abort();
    this.wake.abort();
    await this.loop;
    this.loop = undefined;
    this.closing = new AbortController();
  }

  private turn(name: string, signal: AbortSignal): Promise<AbortController | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const end = (): void => {
        this.waiting.delete(name);
        this.leading.get(name)?.abort();
        resolve(undefined);
      };
      signal.addEventListener('abort', end, { once: true });
      this.waiting.set(name, {
        begin: (leads) => {
          this.waiting.delete(name);
          leads.signal.addEventListener('abort', () => signal.removeEventListener('abort', end), { once: true });
          resolve(leads);
        },
      });
      this.loop ??= this.keepAsking();
      this.wake.abort();
    });
  }

  private async keepAsking(): Promise<void> {
    let isSaid = false;
    while (!this.closing.signal.aborted) {
      const client = this.connection();
      try {
        await Promise.race([this.ask(client, () => (isSaid = false)), lost(client)]);
      } catch (error) {
        if (!isSaid) this.logger.warn(`This process leads nothing until the database answers (${errorClass(error)}).`);
        isSaid = true;
      }
      this.client = undefined;
      for (const leads of [...this.leading.values()]) leads.abort();
      this.leading.clear();
      // One that was lost may never say that it has ended.
      await Promise.race([client.end().catch(() => undefined), pause(askEvery)]);
      await pause(askEvery, this.closing.signal);
    }
  }

  /** Asks for what is waited for, again and again; with nothing to ask for, whether there is still an answer. */
  private async ask(client: Client, onConnected: () => void): Promise<void> {
    await client.connect();
    await client.query(settings);
    this.client = client;
    onConnected();
    while (!this.closing.signal.aborted) {
      this.wake = new AbortController();
      const { rows } = await this.inTurn(() =>
        client.query<{ name: string }>(takeStatement, [[...this.waiting.keys()]]),
      );
      for (const { name } of rows) await this.begin(name);
      if (!this.closing.signal.aborted) await pause(askEvery, this.wake.signal);
    }
  }

  private async begin(name: string): Promise<void> {
    const turn = this.waiting.get(name);
    // It was told to stop while we asked.
    if (!turn) return this.give(name);
    const leads = new AbortController();
    this.leading.set(name, leads);
    turn.begin(leads);
  }

  private async give(name: string): Promise<void> {
    // Where there is no connection there is no lock.
    await this.inTurn(async () => this.client?.query(giveStatement, [name])).catch(() => undefined);
  }

  /** The connection is asked one thing at a time. */
  private inTurn<T>(query: () => Promise<T>): Promise<T> {
    const asked = this.asked.then(query);
    this.asked = asked.catch(() => undefined);
    return asked;
  }

  private connection(): Client {
    const { connectionString, host, port, user, password, database, ssl } = this.pool.options as ClientConfig;
    const client = new Client({
      ...(connectionString ? { connectionString, ssl } : { host, port, user, password, database, ssl }),
      application_name: 'ttg leader',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: patience,
    });
    client.on('error', () => undefined);
    return client;
  }
}

/** Rejects when the connection is gone. */
const lost = (client: Client): Promise<never> =>
  new Promise((_, reject) => {
    client.once('end', () => reject(new Error('Connection terminated')));
    client.once('error', reject);
  });
