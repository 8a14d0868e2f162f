import { londonToday } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';
import type { Temporal } from 'temporal-polyfill';

/** What is known of the order of things. */
export interface SoFar {
  /** When the last movement of hers was that HMPPS told and that counted; nothing where it told none. */
  readonly lastMovement?: Temporal.Instant;
}

export const londonDay = (at: Temporal.Instant): IsoDate => isoDate(londonToday(at));

/** A later movement has counted already: this one is delayed, and undoes nothing. */
export const isBeforeLast = (at: Temporal.Instant, { lastMovement }: SoFar): boolean =>
  lastMovement !== undefined && at.epochNanoseconds < lastMovement.epochNanoseconds;
