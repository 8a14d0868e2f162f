import type { Pool, PoolClient } from 'pg';
import { EventStoreUnavailable } from '../store/errors';
import { isConnectionLost } from './database-errors';
import { NamedQuery, type Parameter, type TextRow } from './named-query';
import type { Statement } from './statements';

/** How often it is looked at, and given back when nothing was appended since. Milliseconds. */
const lookEvery = 100;
/**
 * An answer that takes longer does not come: the append lock is waited for ten seconds at most. Counted from when the call is seen to be
 * the next to be answered. Milliseconds.
 */
const patience = 30_000;

/** What is known of a connection while it is out of the pool. */
interface Opened {
  readonly client: PoolClient;
  /** The oldest first. */
  readonly underWay: Set<NamedQuery>;
  /** What was the oldest of these when it was last looked, and since when, by a clock that does not jump. */
  oldest?: { readonly query: NamedQuery; readonly since: number };
  wasUsed: boolean;
}

/**
 * The connection that appends go by. It is taken from the pool once for all that is appended without a break: taking it for each
 * call would cost a lone writer a tenth of it. A call may be sent before the one ahead of it is answered; the server takes them in turn.
 */
export class AppendConnection {
  private opened: Opened | undefined;
  private opening: Promise<Opened> | undefined;
  private looking: NodeJS.Timeout | undefined;

  /** @param givesUpAfter milliseconds without an answer. */
  constructor(
    private readonly pool: Pool,
    private readonly givesUpAfter = patience,
  ) {}

  /**
   * Each step on this way, and each promise, is paid by every append: it has none to spare.
   * @returns the one row of the answer, empty where there is none.
   * @throws EventStoreUnavailable where there is no connection; else what the query threw.
   */
  query(statement: Statement, values: readonly Parameter[]): Promise<TextRow> {
    const { opened } = this;
    return opened
      ? this.send(opened, statement, values)
      : this.open().then((connection) => this.send(connection, statement, values));
  }

  private send(opened: Opened, statement: Statement, values: readonly Parameter[]): Promise<TextRow> {
    const query = new NamedQuery(statement, values, (answered, error) => {
      opened.underWay.delete(answered);
      opened.wasUsed = true;
      if (error && isConnectionLost(error)) this.giveBack(opened, true);
    });
    opened.client.query(query);
    opened.underWay.add(query);
    return query.answer;
  }

  /** One for all who wait for it. */
  private open(): Promise<Opened> {
    this.opening ??= this.take().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async take(): Promise<Opened> {
    try {
      const client = await this.pool.connect();
      const opened = { client, underWay: new Set<never>(), wasUsed: true };
      sendAhead(client, true);
      // A connection that is lost is also told by an event, which would end the process if nobody listened.
      client.on('error', this.onError);
      this.looking = setInterval(() => this.look(opened), lookEvery).unref();
      this.opened = opened;
      return opened;
    } catch (error) {
      throw new EventStoreUnavailable('no', { cause: error });
    }
  }

  private readonly onError = (): void => {
    if (this.opened) this.giveBack(this.opened, true);
  };

  private look(opened: Opened): void {
    const [query] = opened.underWay;
    if (query !== opened.oldest?.query) opened.oldest = query && { query, since: performance.now() };
    const isUsed = opened.wasUsed || query !== undefined;
    opened.wasUsed = false;
    const isOverdue = opened.oldest !== undefined && performance.now() - opened.oldest.since > this.givesUpAfter;
    if (isOverdue || !isUsed) this.giveBack(opened, isOverdue);
  }

  /**
   * Where it was given back before, by another call that failed with it, nothing is done.
   * @param isBroken it is closed: calls under way fail, as on any connection that is lost.
   */
  private giveBack(opened: Opened, isBroken: boolean): void {
    if (opened !== this.opened) return;
    clearInterval(this.looking);
    this.opened = undefined;
    const { client } = opened;
    client.off('error', this.onError);
    // Else it would be closed only when all are answered.
    sendAhead(client, false);
    client.release(isBroken);
  }
}

/** pg's pipelining, which it asks about whenever it matters. Of the pool's connections only this one needs it, and not after it was given back. */
const sendAhead = (client: PoolClient, pipeline: boolean): void => void Object.assign(client, { pipeline });
