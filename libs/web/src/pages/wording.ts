import { date, daysBetween, dayMonthYear, LONDON, type PlainDate, weekdayDayMonthYear } from '@ttg/calendar';
import { Temporal } from 'temporal-polyfill';

/** How pages say dates, times and numbers. Calendar dates come as `2027-03-31`; instants as ISO 8601, shown in London time. */

/** `Wednesday 31 March 2027`. */
export const longDate = (iso: string): string => weekdayDayMonthYear(date(iso));

/** `31 March 2027`. */
export const shortDate = (iso: string): string => dayMonthYear(date(iso));

/** The day it was in London at that instant: `2027-03-31`. */
export const londonDay = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON).toPlainDate().toString();

/** The time on London's clocks as GOV.UK writes it: `9:05am`, `midday`, `midnight`. */
export const clockTime = (instant: string): string => {
  const { hour, minute } = Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON);
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
};

/** `1 day`, `3 days`; `plural` where it is not made with an s: `1 woman`, `3 women`. */
export const counted = (count: number, one: string, plural = `${one}s`): string =>
  `${count} ${count === 1 ? one : plural}`;

/** Where a day lies from today: `today`, `tomorrow`, `in 12 days`, `yesterday`, `12 days ago`. */
export const fromToday = (days: number): string => {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
};

/** The same for a calendar date, seen from `today`. */
export const whenSeenFrom = (today: string, iso: string): string => fromToday(daysBetween(date(today), date(iso)));

/** `first`, `first and second`, `first, second and third`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** The calendar date of three typed fields, `undefined` where they name no day that exists. */
export const dayFrom = (day: string, month: string, year: string): PlainDate | undefined => {
  const numbers = [day, month, year].map((text) => text.trim());
  if (!numbers.every((text) => /^\d{1,4}$/.test(text))) return undefined;
  const [d = 0, m = 0, y = 0] = numbers.map(Number);
  try {
    return Temporal.PlainDate.from({ year: y, month: m, day: d }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
};
