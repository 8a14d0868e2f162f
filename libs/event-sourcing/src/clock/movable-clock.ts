import { OffsetClock } from '@ttg/calendar';
import type { Temporal } from 'temporal-polyfill';
import { Refusal } from '../decisions/decider';

export type ClockListener = (now: Temporal.Instant) => void | Promise<void>;

/** The clock was asked to go back, or to stand still. */
export class ClockGoesForwardsOnly extends Refusal {
  override readonly name = 'ClockGoesForwardsOnly';
  readonly code = 'clock-goes-forwards-only';
  override readonly field = 'now';

  constructor(now: Temporal.Instant) {
    super(
      `The clock goes forwards only, and it is ${now.toString({ smallestUnit: 'second' })} already. Give a later time.`,
    );
  }
}

/** Real time plus an offset that all processes share. Nothing but the demo moves it. */
export abstract class MovableClock extends OffsetClock {
  /**
   * Moves the clock of every process, and waits until the listeners of this one are done.
   * @throws ClockGoesForwardsOnly
   */
  abstract advanceTo(instant: Temporal.Instant): Promise<void>;

  /** Called when the clock has jumped, whichever process moved it. @returns a function that ends the listening. */
  abstract onChange(listener: ClockListener): () => void;
}
