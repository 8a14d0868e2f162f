import { bankHolidays, date, londonToday, type BankHolidays, type PlainDate } from '@ttg/calendar';
import type { IsoDate, IsoInstant } from '@ttg/event-sourcing';
import { limit, limits, type Limit, type LimitKey } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';

/** What a rule may know beside the facts: the day in London, the limits that hold on it, and the bank holidays. */
export interface OnThatDay {
  readonly today: PlainDate;
  readonly limit: (key: LimitKey) => Limit;
  readonly holidays: BankHolidays;
}

export const onThatDay = (today: PlainDate, holidays: BankHolidays = bankHolidays): OnThatDay => ({
  today,
  limit: (key) => limit(key, today),
  holidays,
});

/** The next day on which a limit takes another value: until then a rule may reckon with today's. */
export const nextLimitChange = (today: PlainDate): PlainDate | undefined => {
  const written = today.toString();
  const next = limitChanges.find((day) => day > written);
  return next === undefined ? undefined : date(next);
};

const limitChanges: readonly string[] = Object.values(limits)
  .flat()
  .flatMap((entry: { readonly from: PlainDate; readonly until?: PlainDate }) => [entry.from, entry.until])
  .flatMap((day) => day?.toString() ?? [])
  .sort();

/**
 * The day in London on which the system learned of something. Instants of events are in UTC, and London is never behind it
 * nor more than an hour ahead: only the last hour of a day needs the time zone, and the rest is read off, because rules ask
 * this of every fact.
 */
export const learnedOn = (at: IsoInstant): PlainDate =>
  at.endsWith('Z') && !at.startsWith('T23', 10) ? date(at.slice(0, 10)) : londonToday(Temporal.Instant.from(at));

/** A date of the facts. Deciders let only real days through. */
export const day = (text: IsoDate): PlainDate => date(text);
