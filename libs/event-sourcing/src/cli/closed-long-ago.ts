import { date, isBefore, type PlainDate } from '@ttg/calendar';
import { InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { StartFailure } from '../embedded-postgres/start-failure';
import { type IsoDate, isoDate } from '../events/iso';

/** How long ago a case must have been closed: one of the two. */
export interface ClosedLongAgo {
  readonly closedBefore?: PlainDate;
  readonly closedFor?: Temporal.Duration;
}

/** A day as it is written: `2026-03-31`. @throws InvalidArgumentError */
export const day = (text: string): PlainDate => {
  try {
    return date(text);
  } catch {
    throw new InvalidArgumentError('Write a day as 2026-03-31.');
  }
};

/** A duration of ISO 8601 in calendar units alone: cases are closed on a day, not at an hour. */
const calendarAge = /^P[\dYMWD]+$/i;

/** An age as it is written: `P2Y`, `P1Y6M`. @throws InvalidArgumentError */
export const age = (text: string): Temporal.Duration => {
  const read = calendarAge.test(text) ? durationOf(text) : undefined;
  if (!read || read.blank)
    throw new InvalidArgumentError('Write an age as P2Y, P18M, P6W or P90D: years, months, weeks or days, above 0.');
  return read;
};

const durationOf = (text: string): Temporal.Duration | undefined => {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return undefined;
  }
};

/** Said before anything is opened. @throws StartFailure */
export const refuseAllButOne = ({ closedBefore, closedFor }: ClosedLongAgo): void => {
  if (closedBefore && closedFor) throw new StartFailure('Give --closed-before or --closed-for, not both.');
  if (!closedBefore && !closedFor)
    throw new StartFailure('Say which cases: --closed-before 2026-03-31, or --closed-for P2Y.');
};

/**
 * @param today in London.
 * @returns the day before which the cases were closed. It is over.
 * @throws StartFailure
 */
export const dayOf = ({ closedBefore, closedFor }: ClosedLongAgo, today: PlainDate): IsoDate => {
  const chosen = closedFor ? longBefore(today, closedFor) : closedBefore;
  if (chosen && isBefore(chosen, today)) return isoDate(chosen);
  throw new StartFailure('The day of --closed-before must be over: name one before today.');
};

const longBefore = (today: PlainDate, closedFor: Temporal.Duration): PlainDate => {
  try {
    const before = today.subtract(closedFor);
    if (before.year > 0) return before;
  } catch {
    // Further back than any calendar.
  }
  throw new StartFailure('The age of --closed-for goes back too far: give one such as P2Y.');
};
