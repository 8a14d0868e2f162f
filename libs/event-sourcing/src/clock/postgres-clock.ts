import { Logger } from '@nestjs/common';
import { DatabaseError, type Pool } from 'pg';
import type { Temporal } from 'temporal-polyfill';
import { pause } from '../background/pause';
import { Notifications } from '../postgres/notifications';
import { errorClass } from '../projections/error-class';
import { DatabaseTime, type MachineClocks } from './database-time';
import { ClockGoesForwardsOnly, type ClockListener, MovableClock } from './movable-clock';

const readStatement = `
  select offset_ms as "offsetMs", extract(epoch from clock_timestamp()) * 1000 as "now"
  from platform.clock`;
const moveStatement = `update platform.clock set offset_ms = $1`;
const goesForwards = 'clock_goes_forwards';

/** How often the machine's clock is compared with the database's, if nothing else gives cause to. Milliseconds. */
const compareEvery = 10_000;

/** The offset is kept in PostgreSQL, whose time is that of all; a notification tells every process, and a lost connection makes it read again. */
export class PostgresClock extends MovableClock {
  private readonly logger = new Logger('Clock');
  private readonly listeners = new Set<ClockListener>();
  private readonly stopping = new AbortController();
  private stopListening: (() => Promise<void>) | undefined;
  private comparing: Promise<void> = Promise.resolve();
  private refreshing: Promise<void> | undefined;
  private readonly realTime: DatabaseTime;
  /** Until all who listen have heard of the last move. */
  private telling: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    machine?: MachineClocks,
  ) {
    const realTime = new DatabaseTime(() => this.compareSoon(), machine);
    super(realTime);
    this.realTime = realTime;
  }

  /** Reads the offset, and compares the time: before that, this clock shows the machine's. */
  async refresh(): Promise<void> {
    let offset = 0;
    const wrong = await this.realTime.compare(async () => {
      const { rows } = await this.pool.query<{ offsetMs: string; now: string }>(readStatement);
      offset = Number(rows[0]?.offsetMs ?? 0);
      return Number(rows[0]?.now);
    });
    if (wrong !== undefined) this.sayHowWrong(wrong);
    await this.follow(offset);
  }

  /** Follows the offset from now on. */
  listen(): void {
    this.stopListening = Notifications.of(this.pool).subscribe({
      channel: 'ttg_clock',
      onNotice: (offset) => void this.follow(Number(offset)),
      // It may have moved while nobody listened.
      onListening: () => void this.refresh().catch(() => undefined),
    });
    this.comparing = this.compareFromTimeToTime(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.stopListening?.(), this.comparing]);
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

  /** That the database is away is said by whoever listens. */
  private async compareFromTimeToTime(signal: AbortSignal): Promise<void> {
    for (;;) {
      await pause(compareEvery, signal);
      if (signal.aborted) return;
      await this.refresh().catch(() => undefined);
    }
  }

  private compareSoon(): void {
    this.refreshing ??= this.refresh()
      .catch(() => undefined)
      .finally(() => (this.refreshing = undefined));
  }

  private sayHowWrong(milliseconds: number): void {
    const seconds = Math.round(Math.abs(milliseconds) / 1000);
    this.logger.warn(
      seconds === 0
        ? 'The clock of this machine is right again.'
        : `The clock of this machine is ${seconds} seconds ${milliseconds < 0 ? 'fast' : 'slow'}: the database's time is taken. Set it right.`,
    );
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
