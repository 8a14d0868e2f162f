import { Logger } from '@nestjs/common';
import { SystemClock } from '@ttg/calendar';
import { Client, DatabaseError, type Pool } from 'pg';
import type { Temporal } from 'temporal-polyfill';
import { keepTrying } from '../background/keep-trying';
import { errorClass } from '../projections/error-class';
import { ClockGoesForwardsOnly, type ClockListener, MovableClock } from './movable-clock';

const channel = 'ttg_clock';
const readStatement = `select offset_ms as "offsetMs" from platform.clock`;
const moveStatement = `update platform.clock set offset_ms = $1`;
const goesForwards = 'clock_goes_forwards';

/** The offset is kept in PostgreSQL; a notification tells every process, and a lost connection makes it read again. */
export class PostgresClock extends MovableClock {
  private readonly logger = new Logger('Clock');
  private readonly realTime = new SystemClock();
  private readonly listeners = new Set<ClockListener>();
  private readonly stopping = new AbortController();
  private listening: Promise<void> = Promise.resolve();
  /** Until all who listen have heard of the last move. */
  private telling: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly databaseUrl: string,
  ) {
    super();
  }

  /** Reads the offset: before that, this clock shows real time. */
  async refresh(): Promise<void> {
    const { rows } = await this.pool.query<{ offsetMs: string }>(readStatement);
    await this.follow(Number(rows[0]?.offsetMs ?? 0));
  }

  /** Follows the offset from now on. */
  listen(): void {
    this.listening = keepTrying('The clock', this.stopping.signal, (signal) => this.listenOnce(signal));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.listening;
  }

  async advanceTo(instant: Temporal.Instant): Promise<void> {
    const offset = Math.ceil(instant.since(this.realTime.now()).total('milliseconds'));
    if (offset <= this.offset) throw new ClockGoesForwardsOnly(this.now());
    try {
      await this.pool.query(moveStatement, [offset]);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.constraint !== goesForwards) throw error;
      await this.refresh();
      throw new ClockGoesForwardsOnly(this.now());
    }
    await this.follow(offset);
  }

  onChange(listener: ClockListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async listenOnce(signal: AbortSignal): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl, application_name: 'ttg clock', keepAlive: true });
    try {
      const lost = new Promise<never>((_, reject) =>
        client.on('error', reject).on('end', () => reject(new Error('Connection terminated'))),
      );
      lost.catch(() => undefined);
      const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      client.on('notification', ({ payload }) => void this.follow(Number(payload)));
      await client.connect();
      await client.query(`listen ${channel}`);
      // It may have moved while nobody listened.
      await this.refresh();
      if (!signal.aborted) await Promise.race([lost, stopped]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /**
   * A notification of a move that was overtaken by another changes nothing. The one who moves it waits for the listeners also
   * where the notification of her own move came first.
   */
  private async follow(offset: number): Promise<void> {
    if (offset > this.offset) {
      this.setOffset(offset);
      this.telling = Promise.all([...this.listeners].map((listener) => this.tell(listener)));
    }
    if (offset === this.offset) await this.telling;
  }

  private async tell(listener: ClockListener): Promise<void> {
    try {
      await listener(this.now());
    } catch (error) {
      this.logger.error(`A listener of the clock failed: ${errorClass(error)}`);
    }
  }
}
