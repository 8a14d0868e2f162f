import { date, daysBetween, InvalidDate, type PlainDate } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { type Cohort, eveOf, highestSeed, mostWomen, usualSpan } from './cohort';
import type { Telling } from './telling';

/** As it is typed. */
export interface Wanted {
  readonly women: string;
  readonly seed: string;
  readonly from?: string;
  readonly to?: string;
}

/** Limits of practice that the rules need hold from here on. */
const earliest = date('2024-09-01');

/**
 * The cohort that is wanted. Without dates it ends yesterday; or it is the one of that seed that was cut off.
 * @param today in London, by the clock of the installation
 * @param known what there is of that seed
 * @throws StartFailure whose sentence names the option
 */
export const cohortFrom = (wanted: Wanted, today: PlainDate, known: Telling): Cohort => {
  const women = whole('women', wanted.women, 1, mostWomen);
  const seed = whole('seed', wanted.seed, 0, highestSeed);
  const isOpen = wanted.from === undefined && wanted.to === undefined;
  if (isOpen && known.status !== 'not-begun' && known.cohort.women === women) return known.cohort;
  const to = wanted.to === undefined ? eveOf(today) : day('to', wanted.to);
  const from = wanted.from === undefined ? to.subtract(usualSpan(women)) : day('from', wanted.from);
  if (daysBetween(to, today) < 1)
    throw new StartFailure(`--to is yesterday at the latest, ${eveOf(today).toString()}.`);
  if (daysBetween(from, to) < 1) throw new StartFailure('--from must be a day before --to.');
  if (daysBetween(earliest, from) < 0) throw new StartFailure(`--from is ${earliest.toString()} at the earliest.`);
  return { women, seed, from: isoDate(from), to: isoDate(to) };
};

/** The seed as it is typed. @throws StartFailure */
export const seedFrom = ({ seed }: Pick<Wanted, 'seed'>): number => whole('seed', seed, 0, highestSeed);

const whole = (option: string, text: string, least: number, most: number): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new StartFailure(`--${option} must be a whole number from ${least} to ${most}, and is "${text}".`);
};

const day = (option: string, text: string): PlainDate => {
  try {
    return date(text);
  } catch (error) {
    if (!(error instanceof InvalidDate)) throw error;
    throw new StartFailure(`--${option} must be a day such as 2026-11-01, and is "${text}".`);
  }
};
