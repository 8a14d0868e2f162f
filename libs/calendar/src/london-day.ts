import type { Temporal } from 'temporal-polyfill';
import { calendarDays, LONDON, type PlainDate } from './plain-date';

/** The calendar date it is in London at that instant. */
export const londonToday = (instant: Temporal.Instant): PlainDate => instant.toZonedDateTimeISO(LONDON).toPlainDate();

/** The instant at which that date begins in London: 00:00 GMT in winter, 23:00 UTC of the day before in summer. */
export const startOfLondonDay = (day: PlainDate): Temporal.Instant => day.toZonedDateTime(LONDON).toInstant();

/** The next midnight in London strictly after the instant: 23, 24 or 25 hours after the last one, over clock changes. */
export const nextLondonMidnight = (instant: Temporal.Instant): Temporal.Instant =>
  startOfLondonDay(londonToday(instant).add(calendarDays(1)));
