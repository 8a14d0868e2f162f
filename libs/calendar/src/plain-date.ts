import { Temporal } from 'temporal-polyfill';

/** A calendar date in Europe/London: release dates, due dates, holidays. It never passes through JavaScript's Date. */
export type PlainDate = Temporal.PlainDate;

/** Where every calendar date of this system is read. */
export const LONDON = 'Europe/London';

/** A date that was not written as a real day, year first. What was written is not repeated: it may be a birth date. */
export class InvalidDate extends Error {
  readonly code = 'invalid-date';

  constructor() {
    super('Write the date as year-month-day with two digits for month and day, a day that exists, such as 2027-03-31.');
    this.name = 'InvalidDate';
  }
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** Days that were read before. The same few thousand are read over and over, and a date never changes. */
const known = new Map<string, PlainDate>();
const mostKnown = 10_000;

/**
 * The calendar date written as `2027-03-31`.
 * @throws InvalidDate for any other shape, and for a day that does not exist (2027-02-29).
 */
export const date = (text: string): PlainDate => {
  const before = known.get(text);
  if (before) return before;
  const read = readDate(text);
  if (known.size === mostKnown) known.clear();
  known.set(text, read);
  return read;
};

const readDate = (text: string): PlainDate => {
  if (!isoDate.test(text)) throw new InvalidDate();
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new InvalidDate();
  }
};

const spans = new Map<number, Temporal.Duration>();

/**
 * So many calendar days, to add to a date or to take from it. Written as `{ days: 7 }` each addition would read and check the
 * object again, which was a third of what the rules cost.
 */
export const calendarDays = (count: number): Temporal.Duration => {
  const span = spans.get(count) ?? Temporal.Duration.from({ days: count });
  if (spans.size < mostKnown) spans.set(count, span);
  return span;
};

/** Is `a` an earlier day than `b`? */
export const isBefore = (a: PlainDate, b: PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0;

/** Is `a` a later day than `b`? */
export const isAfter = (a: PlainDate, b: PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

/** The earlier of two days. */
export const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (isBefore(b, a) ? b : a);

/** The later of two days. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (isAfter(b, a) ? b : a);

/** Calendar days from `from` to `to`; negative when `to` is earlier. The nights between two days are as many. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => from.until(to, { largestUnit: 'days' }).days;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** As GOV.UK writes it: `31 March 2027`. */
export const dayMonthYear = (day: PlainDate): string => `${day.day} ${months[day.month - 1] ?? ''} ${day.year}`;

/** With the weekday, for the day she leaves: `Wednesday 31 March 2027`. */
export const weekdayDayMonthYear = (day: PlainDate): string =>
  `${weekdays[day.dayOfWeek - 1] ?? ''} ${dayMonthYear(day)}`;
