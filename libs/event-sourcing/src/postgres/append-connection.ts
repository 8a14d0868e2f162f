import type { Pool, PoolClient } from 'pg';
import { EventStoreUnavailable } from '../store/errors';
import { isConnectionLost } from './database-errors';
import { NamedQuery, type Parameter, type TextRow } from './named-query';
import type { Statement } from './statements';

/** How often it is looked at, and given back when nothing was appended since. Milliseconds. */
const lookEvery = 100;
/** An answer that takes longer does not come: the append lock is waited for ten seconds at most. Milliseconds. */
const patience = 30_000;

/**
 * The connection that appends go by. It is taken from the pool once for all that is appended without a break: taking it for each
 * call would cost a lone writer a tenth of it. A call may be sent before the one ahead of it is answered; the server takes them in turn.
 */
export class AppendConnection {
  private client: PoolClient | undefined;
  private opening: Promise<PoolClient> | undefined;
  private looking: NodeJS.Timeout | undefined;
  /** When they began, by a clock that does not jump; the oldest first. */
  private readonly callsUnderWay = new Set<{ readonly since: number }>();
  private wasUsed = false;

  /** @param givesUpAfter milliseconds without an answer. */
  constructor(
    private readonly pool: Pool,
    private readonly givesUpAfter = patience,
  ) {}

  /**
   * @returns the one row of the answer, empty where there is none.
   * @throws EventStoreUnavailable where there is no connection; else what the query threw.
   */
  async query(statement: Statement, values: readonly Parameter[]): Promise<TextRow> {
    const client = this.client ?? (await this.connect());
    const call = { since: performance.now() };
    this.callsUnderWay.add(call);
    try {
      const query = new NamedQuery(statement, values);
      client.query(query);
      return await query.answer;
    } catch (error) {
      if (isConnectionLost(error)) this.giveBack(client, true);
      throw error;
    } finally {
      this.callsUnderWay.delete(call);
      this.wasUsed = true;
    }
  }

  /** One for all who wait for it. */
  private connect(): Promise<PoolClient> {
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async open(): Promise<PoolClient> {
    try {
      const client = await this.pool.connect();
      sendAhead(client, true);
      // A connection that is lost is also told by an event, which would end the process if nobody listened.
      client.on('error', this.onError);
      this.looking = setInterval(() => this.look(client), lookEvery).unref();
      this.client = client;
      return client;
    } catch (error) {
      throw new EventStoreUnavailable('no', { cause: error });
    }
  }

  private readonly onError = (): void => {
    if (this.client) this.giveBack(this.client, true);
  };

  private look(client: PoolClient): void {
    const [oldest] = this.callsUnderWay;
    const isUsed = this.wasUsed || oldest !== undefined;
    this.wasUsed = false;
    const isOverdue = oldest !== undefined && performance.now() - oldest.since > this.givesUpAfter;
    if (isOverdue || !isUsed) this.giveBack(client, isOverdue);
  }

  /**
   * Where it was given back before, by another call that failed with it, nothing is done.
   * @param isBroken it is closed: calls under way fail, as on any connection that is lost.
   */
  private giveBack(client: PoolClient, isBroken: boolean): void {
    if (client !== this.client) return;
    clearInterval(this.looking);
    this.client = undefined;
    client.off('error', this.onError);
    // Else it would be closed only when all are answered.
    sendAhead(client, false);
    client.release(isBroken);
  }
}

/** pg's pipelining, which it asks about at each query. Of the pool's connections only this one needs it, and not after it was given back. */
const sendAhead = (client: PoolClient, pipeline: boolean): void => void Object.assign(client, { pipeline });
