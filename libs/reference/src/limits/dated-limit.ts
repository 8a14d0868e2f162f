import { date, type PlainDate, type Source } from '@ttg/calendar';

/** What a limit counts. Days, weeks and months are calendar ones; working days those of England and Wales. */
export type LimitUnit = 'days' | 'nights' | 'working-days' | 'weeks' | 'months' | 'hours' | 'attempts' | 'times';

/** A limit or threshold from one day on, and the first day it no longer holds, if it has been replaced. */
export interface DatedLimit {
  readonly value: number;
  readonly unit: LimitUnit;
  readonly from: PlainDate;
  readonly until?: PlainDate;
  readonly source: Source;
}

/** The duty to refer came into force (SI 2018/223). Our own thresholds hold from then: nothing before it is measured. */
export const dutyToReferInForce = date('2018-10-01');

/** A limit that a source states. */
export const stated = (
  value: number,
  unit: LimitUnit,
  ref: string,
  words: string,
  { from = dutyToReferInForce, until }: { from?: PlainDate; until?: PlainDate } = {},
): DatedLimit => ({ value, unit, from, until, source: { ref, words, confidence: 'verified' } });

/** A threshold of our own, because no source sets one. `ref` is the evidence behind it, or the rule of part G. */
export const ours = (value: number, unit: LimitUnit, ref: string, words: string): DatedLimit => ({
  value,
  unit,
  from: dutyToReferInForce,
  source: { ref, words, confidence: 'design' },
});

/** A limit we know but have not seen in print. */
export const known = (value: number, unit: LimitUnit, ref: string, words: string): DatedLimit => ({
  value,
  unit,
  from: dutyToReferInForce,
  source: { ref, words, confidence: 'own-knowledge' },
});
