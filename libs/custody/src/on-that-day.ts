import { date, isAfter, isBefore, type PlainDate } from '@ttg/calendar';
import { InvalidCommand, type IsoDate } from '@ttg/event-sourcing';
import type { Temporal } from 'temporal-polyfill';

/** What a decision may know of the day it is taken on. Dates are London's. */
export interface OnThatDay {
  readonly today: PlainDate;
  readonly now: Temporal.Instant;
}

/** Something that happened is dated tomorrow or later. */
export class DateToCome extends InvalidCommand {
  readonly code = 'date-to-come';

  constructor(
    readonly field: string,
    latest: string,
  ) {
    super(`This has happened, so it is not after ${latest}. Give when it happened.`);
  }
}

/** A day before another one that must come first. */
export class DateTooEarly extends InvalidCommand {
  readonly code = 'date-too-early';

  constructor(
    readonly field: string,
    earliest: IsoDate,
    what: string,
  ) {
    super(`This cannot be before ${earliest}, the day ${what}. Check both dates.`);
  }
}

/** A day so far off that it was mistyped. */
export class DateTooFarOff extends InvalidCommand {
  readonly code = 'date-too-far-off';

  constructor(
    readonly field: string,
    years: number,
    direction: 'back' | 'ahead',
  ) {
    super(`This is more than ${years} years ${direction === 'back' ? 'back' : 'ahead'}. Check the year.`);
  }
}

/** @throws DateToCome */
export const happenedOn = (on: IsoDate, { today }: OnThatDay, field = 'on'): IsoDate => {
  if (isAfter(date(on), today)) throw new DateToCome(field, `today, ${today.toString()}`);
  return on;
};

/** @param what completes "the day …". @throws DateTooEarly */
export const notBefore = (on: IsoDate, earliest: IsoDate, what: string, field = 'on'): IsoDate => {
  if (isBefore(date(on), date(earliest))) throw new DateTooEarly(field, earliest, what);
  return on;
};

/** The longest that anyone now inside has been there, and then some: an earlier day is a slip of the hand. */
const yearsBack = 60;

/** @throws DateTooFarOff */
export const notLongAgo = (on: IsoDate, { today }: OnThatDay, field: string): IsoDate => {
  if (isBefore(date(on), today.subtract({ years: yearsBack }))) throw new DateTooFarOff(field, yearsBack, 'back');
  return on;
};

/** @param years how far ahead a day of this kind can sensibly be. @throws DateTooFarOff */
export const notFarAhead = (on: IsoDate, { today }: OnThatDay, years: number, field: string): IsoDate => {
  if (isAfter(date(on), today.add({ years }))) throw new DateTooFarOff(field, years, 'ahead');
  return on;
};
