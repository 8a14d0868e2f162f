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
 * The connection that appends go by, one call at a time. It is taken from the pool once for all that is appended without a
 * break: taking it for each call would cost a lone writer a tenth of it.
 */
export class AppendConnection {
  private client: PoolClient | undefined;
  private looking: NodeJS.Timeout | undefined;
  /** When the call under way began, by a clock that does not jump; nothing between two. */
  private calledAt: number | undefined;
  private wasUsed = false;

  /** @param givesUpAfter milliseconds without an answer. */
  constructor(
    private readonly pool: Pool,
    private readonly givesUpAfter = patience,
  ) {}

  /** @returns the one row of the answer, empty where there is none. @throws EventStoreUnavailable where there is no connection; else what the query threw. */
  async query(statement: Statement, values: readonly Parameter[]): Promise<TextRow> {
    this.client ??= await this.connect();
    this.calledAt = performance.now();
    try {
      const query = new NamedQuery(statement, values);
      this.client.query(query);
      return await query.answer;
    } catch (error) {
      if (isConnectionLost(error)) this.giveBack(true);
      throw error;
    } finally {
      this.calledAt = undefined;
      this.wasUsed = true;
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      const client = await this.pool.connect();
      // A connection that is lost is also told by an event, which would end the process if nobody listened.
      client.on('error', this.onError);
      this.looking = setInterval(() => this.look(), lookEvery).unref();
      return client;
    } catch (error) {
      throw new EventStoreUnavailable('no', { cause: error });
    }
  }

  private readonly onError = (): void => this.giveBack(true);

  private look(): void {
    const isUsed = this.wasUsed || this.calledAt !== undefined;
    this.wasUsed = false;
    const isOverdue = this.calledAt !== undefined && performance.now() - this.calledAt > this.givesUpAfter;
    if (isOverdue || !isUsed) this.giveBack(isOverdue);
  }

  /** @param isBroken it is closed: a call under way fails, as on any connection that is lost. */
  private giveBack(isBroken: boolean): void {
    clearInterval(this.looking);
    this.client?.off('error', this.onError);
    this.client?.release(isBroken);
    this.client = undefined;
  }
}
