import { type PlainDate } from '@ttg/calendar';
import { type IsoDate } from '@ttg/event-sourcing';

/** What a simulation is made of. The same cohort is the same women and the same days, wherever it is simulated. */
export interface Cohort {
  readonly women: number;
  readonly seed: number;
  /** The first woman may be received on this day. */
  readonly from: IsoDate;
  /** The last day of which anything is told. */
  readonly to: IsoDate;
}

export { mostWomen } from '@ttg/process/settings';
export const highestSeed = 99;

/** As every event of it names it, as its correlation: whoever finds one of them knows that it was made up. */
export const nameOf = ({ women, seed, from, to }: Cohort): string =>
  `simulation of ${women} women, seed ${seed}, ${from} to ${to}`;

/** How long a cohort lasts unless it is said: as long as most of its stays, so that many women leave in the weeks that follow. */
export const usualSpan = (women: number): { readonly weeks: number } => ({ weeks: women > 100 ? 52 : 17 });

/** The day before, until when everything that is told has happened. */
export const eveOf = (today: PlainDate): PlainDate => today.subtract({ days: 1 });
