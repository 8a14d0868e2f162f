import { date, daysBetween, isWorkingDay, type PlainDate } from '@ttg/calendar';
import { isoDate, type IsoDate } from '@ttg/event-sourcing';

/** A day of a simulation. Days are compared by their numbers: a cohort looks at hundreds of thousands of them. */
export interface Day {
  /** Days since 1 January 2000. */
  readonly number: number;
  readonly date: PlainDate;
  readonly iso: IsoDate;
  readonly isWorking: boolean;
}

const origin = date('2000-01-01');
const known = new Map<number, Day>();

/** Days of a week to working days of it: what happens `a day` happens so much more often on each working day. */
export const perWorkingDay = 7 / 5;

/** The day of that number. */
export const dayNumbered = (number: number): Day => {
  const found = known.get(number);
  if (found) return found;
  const on = origin.add({ days: number });
  const day = { number, date: on, iso: isoDate(on), isWorking: isWorkingDay(on) };
  known.set(number, day);
  return day;
};

export const dayOf = (on: PlainDate): Day => dayNumbered(daysBetween(origin, on));

/** @param days after it; before it where negative */
export const daysFrom = (day: Day, days: number): Day => dayNumbered(day.number + days);

/** That day, or the next on which courts sit and offices are open. */
export const workingDayFrom = (day: Day): Day => (day.isWorking ? day : workingDayFrom(daysFrom(day, 1)));

/** Whole days from `a` to `b`; negative where `b` is earlier. */
export const daysUntil = (a: Day, b: Day): number => b.number - a.number;
