import { AsyncLocalStorage } from 'node:async_hooks';
import { Clock } from '@ttg/calendar';
import type { Temporal } from 'temporal-polyfill';

/**
 * The clock of a simulation: each thing that is recorded has a moment of its own, though many are recorded side by side. The
 * clock of the installation stays where it is.
 */
export class SimulatedClock extends Clock {
  private readonly moments = new AsyncLocalStorage<Temporal.Instant>();

  /** Does the work as if it were that moment. */
  at<T>(moment: Temporal.Instant, work: () => Promise<T>): Promise<T> {
    return this.moments.run(moment, work);
  }

  /** @throws Error outside `at`: there is no time that is nobody's. */
  now(): Temporal.Instant {
    const moment = this.moments.getStore();
    if (!moment) throw new Error('Nothing is recorded at a moment: SimulatedClock.at must surround it.');
    return moment;
  }
}
