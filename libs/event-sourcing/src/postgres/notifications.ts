import { Logger } from '@nestjs/common';
import { Client, type ClientConfig, escapeIdentifier, type Pool } from 'pg';
import { pause } from '../background/pause';
import { errorClass } from '../projections/error-class';
import { keepInTouch } from './silence';

/** How soon a lost connection comes back: ever later, as long as there is no answer. Milliseconds. */
const firstPause = 50;
const longestPause = 5_000;

export interface Listener {
  readonly channel: string;
  readonly onNotice: (payload: string) => void;
  /** Called whenever it begins to be heard: what was notified before was missed. */
  readonly onListening: () => void;
}

/**
 * The one connection on which all of a process listens that use the same pool: at every notification the server wakes every
 * session that listens, on whatever channel. It is there as long as somebody listens, and comes back when it is lost.
 */
export class Notifications {
  private static readonly ofPools = new WeakMap<Pool, Notifications>();

  private readonly logger = new Logger('Database');
  private readonly listeners = new Set<Listener>();
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** While there is a connection. */
  private client: Client | undefined;

  private constructor(private readonly config: ClientConfig) {}

  /** @returns those that all who use this pool share; on a connection beside it. */
  static of(pool: Pool): Notifications {
    const known = this.ofPools.get(pool) ?? new Notifications(connectionOf(pool.options));
    this.ofPools.set(pool, known);
    return known;
  }

  /** @returns ends the listening; resolves, for the last who leaves, when the connection is closed. */
  subscribe(listener: Listener): () => Promise<void> {
    this.listeners.add(listener);
    if (this.listeners.size === 1) {
      this.stopping = new AbortController();
      this.running = this.keepListening(this.stopping.signal);
    } else if (this.client) void this.join(this.client, listener);
    return () => this.leave(listener);
  }

  private async leave(listener: Listener): Promise<void> {
    // Its channel stays open: what comes on it is for nobody, and ends with the connection.
    if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
    this.stopping.abort();
    await this.running;
  }

  private async keepListening(stopped: AbortSignal): Promise<void> {
    let wait = firstPause;
    while (!stopped.aborted) {
      try {
        await this.listenOnce(stopped, () => (wait = firstPause));
      } catch (error) {
        if (!stopped.aborted && wait === firstPause)
          this.logger.warn(`The connection that listens was lost, and comes back (${errorClass(error)}).`);
      }
      await pause(wait, stopped);
      wait = Math.min(wait * 2, longestPause);
    }
  }

  /** @throws what the connection is lost by */
  private async listenOnce(stopped: AbortSignal, onListening: () => void): Promise<void> {
    const client = new Client({
      ...this.config,
      application_name: 'ttg listen',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    const lost = new Promise<never>((_, reject) =>
      client.on('error', reject).on('end', () => reject(new Error('Connection terminated'))),
    );
    lost.catch(() => undefined);
    const ended = new Promise<void>((resolve) => stopped.addEventListener('abort', () => resolve(), { once: true }));
    client.on('notification', ({ channel, payload = '' }) => this.tell(channel, payload));
    try {
      await client.connect();
      keepInTouch(client, this.config);
      this.client = client;
      await this.listen(client, [...this.listeners]);
      onListening();
      if (!stopped.aborted) await Promise.race([lost, ended]);
    } finally {
      if (this.client === client) this.client = undefined;
      await client.end().catch(() => undefined);
    }
  }

  /** One who comes while the others listen. Where that fails the connection is of no use to any. */
  private async join(client: Client, listener: Listener): Promise<void> {
    await this.listen(client, [listener]).catch(() => client.end().catch(() => undefined));
  }

  private async listen(client: Client, listeners: readonly Listener[]): Promise<void> {
    const channels = new Set(listeners.map(({ channel }) => channel));
    await client.query([...channels].map((channel) => `listen ${escapeIdentifier(channel)}`).join('; '));
    for (const { onListening } of listeners.filter((one) => this.listeners.has(one))) onListening();
  }

  private tell(channel: string, payload: string): void {
    for (const listener of [...this.listeners]) if (listener.channel === channel) listener.onNotice(payload);
  }
}

/** A pool's options have more in them than a connection may be given, and hide the password from copies. */
const connectionOf = ({ connectionString, host, port, user, password, database, ssl }: ClientConfig): ClientConfig =>
  connectionString ? { connectionString, ssl } : { host, port, user, password, database, ssl };
