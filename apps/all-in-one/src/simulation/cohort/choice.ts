import { date, InvalidDate, isAfter, isBefore, type PlainDate } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { type Cohort, eveOf, highestSeed, mostWomen, usualSpan } from './cohort';
import type { Telling } from './telling';

/** As it is typed. */
export interface Typed {
  readonly women: string;
  readonly seed: string;
  readonly from?: string;
  readonly to?: string;
}

/** As it is meant: days that were not named are left to the store and to the clock. */
export interface Wanted {
  readonly women: number;
  readonly seed: number;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** Limits of practice that the rules need hold from here on. */
const earliest = date('2024-09-01');

/** @throws StartFailure whose sentence names the option */
export const wantedFrom = ({ women, seed, from, to }: Typed): Wanted =>
  inOrder({
    women: whole('women', women, 1, mostWomen),
    seed: whole('seed', seed, 0, highestSeed),
    from: day('from', from),
    to: day('to', to),
  });

/**
 * The cohort that is wanted. Without dates it ends yesterday; or it is the one of that seed that was cut off.
 * @param today in London, by the clock of the installation
 * @param known what there is of that seed
 * @throws StartFailure whose sentence names the option
 */
export const cohortFrom = (wanted: Wanted, today: PlainDate, known: Telling): Cohort => {
  const { women, seed } = wanted;
  const isOpen = wanted.from === undefined && wanted.to === undefined;
  if (isOpen && known.status !== 'not-begun' && known.cohort.women === women) return known.cohort;
  const yesterday = eveOf(today);
  const to = wanted.to ?? yesterday;
  if (isAfter(to, yesterday)) throw new StartFailure(`--to is yesterday at the latest, ${yesterday.toString()}.`);
  const from = wanted.from ?? to.subtract(usualSpan(women));
  inOrder({ ...wanted, from, to });
  return { women, seed, from: isoDate(from), to: isoDate(to) };
};

const inOrder = (wanted: Wanted): Wanted => {
  const { from, to } = wanted;
  if (from && isBefore(from, earliest)) throw new StartFailure(`--from is ${earliest.toString()} at the earliest.`);
  if (from && to && !isBefore(from, to)) throw new StartFailure('--from must be a day before --to.');
  return wanted;
};

const whole = (option: string, text: string, least: number, most: number): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new StartFailure(`--${option} must be a whole number from ${least} to ${most}, and is "${text}".`);
};

const day = (option: string, text: string | undefined): PlainDate | undefined => {
  try {
    return text === undefined ? undefined : date(text);
  } catch (error) {
    if (!(error instanceof InvalidDate)) throw error;
    throw new StartFailure(`--${option} must be a day such as 2026-11-01, and is "${text}".`);
  }
};
