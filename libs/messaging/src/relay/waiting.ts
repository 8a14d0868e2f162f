import type { Clock } from '@ttg/calendar';
import type { IsoInstant } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';

/** Those behind are counted up to here. */
export const mostCounted = 1_000;

/** @returns how long something has been waiting, in seconds of the system's clock; 0 where nothing is. */
export const secondsSince = (clock: Clock, oldest: IsoInstant | undefined): number => {
  if (oldest === undefined) return 0;
  // The process that wrote it may have another time than this one.
  return Math.max(0, clock.now().since(Temporal.Instant.from(oldest)).total('seconds'));
};
