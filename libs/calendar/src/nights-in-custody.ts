import { daysBetween, isBefore, type PlainDate } from './plain-date';

/** A stay in custody: the day it began, and the day she left, if she has. */
export interface CustodyPeriod {
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/**
 * Her time in custody since the day of sentence: the stay from sentence, and every stay after a recall on it. Nights on
 * remand before sentence are no part of it. A woman sentenced on 19 February and inside ever since:
 * `{ periods: [{ from: date('2027-02-19') }], complete: true }`.
 */
export interface CustodySinceSentence {
  readonly periods: readonly CustodyPeriod[];
  /** False where there may be more than is recorded: no date of sentence, or stays before a recall that nobody entered. */
  readonly complete: boolean;
}

/** Nothing is recorded of her sentence. */
export const custodyNotKnown: CustodySinceSentence = { periods: [], complete: false };

/**
 * Nights in custody since sentence, up to the morning of `until`. A night that two periods share is counted once.
 */
export const nightsInCustody = (custody: CustodySinceSentence, until: PlainDate): number => {
  let nights = 0;
  let countedTo: PlainDate | undefined;
  const inOrder = [...custody.periods].sort((a, b) => daysBetween(b.from, a.from));
  for (const period of inOrder) {
    const from = countedTo && isBefore(period.from, countedTo) ? countedTo : period.from;
    const to = period.to && isBefore(period.to, until) ? period.to : until;
    if (!isBefore(from, to)) continue;
    nights += daysBetween(from, to);
    countedTo = to;
  }
  return nights;
};
