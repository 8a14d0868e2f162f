import { date, isAfter, isBefore, type PlainDate } from '@ttg/calendar';
import { InvalidCommand, isoDate, type IsoDate, type IsoInstant } from '@ttg/event-sourcing';

/** What a decision may know of the day it is taken on. Dates are London's. */
export interface OnThatDay {
  readonly today: PlainDate;
  readonly now: IsoInstant;
  /** The day she was received into this period of custody, where the case is known. */
  readonly receivedOn?: IsoDate;
}

/** Something that happened is dated tomorrow or later. */
export class DateToCome extends InvalidCommand {
  readonly code = 'date-to-come';

  constructor(
    readonly field: string,
    today: PlainDate,
  ) {
    super(`This has happened, so its date is not after today, ${today.toString()}. Give the day it happened.`);
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

/**
 * The day something happened: today where none is given.
 * @throws DateToCome @throws DateTooEarly before she was received into custody
 */
export const happenedOn = (on: IsoDate | undefined, { today, receivedOn }: OnThatDay, field = 'on'): IsoDate => {
  const day = on ?? isoDate(today);
  if (isAfter(date(day), today)) throw new DateToCome(field, today);
  if (receivedOn) notBefore(day, receivedOn, 'she was received into custody', field);
  return day;
};

/** @param what completes "the day …". @throws DateTooEarly */
export const notBefore = (day: IsoDate, earliest: IsoDate, what: string, field = 'on'): IsoDate => {
  if (isBefore(date(day), date(earliest))) throw new DateTooEarly(field, earliest, what);
  return day;
};
