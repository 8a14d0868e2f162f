import { Temporal } from 'temporal-polyfill';
import { londonToday } from './london-day';
import type { PlainDate } from './plain-date';

/** What time it is. The class is the injection token; `recordedAt`, due dates, sweeps and alerts ask it, never `Date`. */
export abstract class Clock {
  abstract now(): Temporal.Instant;

  /** Today's date in Europe/London. */
  today(): PlainDate {
    return londonToday(this.now());
  }
}

/** Real time. */
export class SystemClock extends Clock {
  now(): Temporal.Instant {
    return Temporal.Now.instant();
  }
}

/** A clock that stands still until it is set: for tests and for replaying a day. */
export class FixedClock extends Clock {
  private instant: Temporal.Instant;

  /** @param at an instant, or its ISO text with offset: `2027-03-24T09:00:00Z` */
  constructor(at: Temporal.Instant | string) {
    super();
    this.instant = Temporal.Instant.from(at);
  }

  now(): Temporal.Instant {
    return this.instant;
  }

  set(at: Temporal.Instant | string): void {
    this.instant = Temporal.Instant.from(at);
  }
}

/**
 * Another clock plus an offset that somebody else keeps: the kernel keeps it in PostgreSQL, so that all processes agree.
 * Whether the offset may move, and only forwards, is decided where it is kept.
 */
export class OffsetClock extends Clock {
  private milliseconds = 0;

  constructor(private readonly real: Clock = new SystemClock()) {
    super();
  }

  /** Milliseconds this clock is ahead of the real one. */
  get offset(): number {
    return this.milliseconds;
  }

  /** @param milliseconds whole milliseconds, positive for the future */
  setOffset(milliseconds: number): void {
    if (!Number.isSafeInteger(milliseconds)) throw new RangeError('A clock offset is a whole number of milliseconds.');
    this.milliseconds = milliseconds;
  }

  now(): Temporal.Instant {
    return this.real.now().add({ milliseconds: this.milliseconds });
  }
}
