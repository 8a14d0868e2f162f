import { bankHolidays, type BankHolidays } from './bank-holidays';
import { calendarDays, isBefore, type PlainDate } from './plain-date';

const SATURDAY = 6;
const ONE_DAY = calendarDays(1);

/** A working day is any day but Saturday, Sunday and a bank holiday of England and Wales. */
export const isWorkingDay = (day: PlainDate, holidays: BankHolidays = bankHolidays): boolean =>
  day.dayOfWeek < SATURDAY && holidays.on(day) === undefined;

/** The last working day strictly before. */
export const previousWorkingDay = (day: PlainDate, holidays: BankHolidays = bankHolidays): PlainDate =>
  workingDayOnOrBefore(day.subtract(ONE_DAY), holidays);

/** That day if it is a working day, else the last working day before it. */
export const workingDayOnOrBefore = (day: PlainDate, holidays: BankHolidays = bankHolidays): PlainDate => {
  let candidate = day;
  while (!isWorkingDay(candidate, holidays)) candidate = candidate.subtract(ONE_DAY);
  return candidate;
};

/** The first working day strictly after. */
export const nextWorkingDay = (day: PlainDate, holidays: BankHolidays = bankHolidays): PlainDate => {
  let candidate = day.add(ONE_DAY);
  while (!isWorkingDay(candidate, holidays)) candidate = candidate.add(ONE_DAY);
  return candidate;
};

/**
 * The nth working day after `from`; `from` itself is never counted. A limit of n working days runs to the end of that
 * day (midnight in London): something is late on the day after it. Sent on a Tuesday with two working days to answer:
 * due Thursday, late from Friday. With n = 0 it is `from`.
 */
export const workingDaysAfter = (from: PlainDate, n: number, holidays: BankHolidays = bankHolidays): PlainDate =>
  repeat(wholeCount(n), from, (day) => nextWorkingDay(day, holidays));

/** The nth working day before `from`; `from` itself is never counted. With n = 0 it is `from`. */
export const workingDaysBefore = (from: PlainDate, n: number, holidays: BankHolidays = bankHolidays): PlainDate =>
  repeat(wholeCount(n), from, (day) => previousWorkingDay(day, holidays));

/**
 * How many working days lie after `from`, up to and including `to`; 0 when `to` is not later. So
 * `workingDaysBetween(day, workingDaysAfter(day, n))` is n.
 */
export const workingDaysBetween = (from: PlainDate, to: PlainDate, holidays: BankHolidays = bankHolidays): number => {
  let count = 0;
  for (let day = from; isBefore(day, to);) {
    day = day.add(ONE_DAY);
    if (isWorkingDay(day, holidays)) count += 1;
  }
  return count;
};

/** Is the next day no working day? A Friday, the eve of a bank holiday, a Saturday: services close behind her. */
export const isEveOfNonWorkingDay = (day: PlainDate, holidays: BankHolidays = bankHolidays): boolean =>
  !isWorkingDay(day.add(ONE_DAY), holidays);

const wholeCount = (n: number): number => {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('Working days are counted in whole numbers from 0.');
  return n;
};

const repeat = (times: number, start: PlainDate, step: (day: PlainDate) => PlainDate): PlainDate => {
  let day = start;
  for (let i = 0; i < times; i += 1) day = step(day);
  return day;
};
