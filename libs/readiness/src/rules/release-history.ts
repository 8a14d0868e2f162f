import {
  calendarDays,
  isAfter,
  releaseDay,
  type BankHolidays,
  type CustodySinceSentence,
  type PlainDate,
  type ReleaseDateType,
  type ReleaseDay,
} from '@ttg/calendar';
import type { IsoDate } from '@ttg/event-sourcing';
import type { CustodyFacts, Facts } from '../facts';
import { day, learnedOn, type OnThatDay } from './on-that-day';

/** The expected release day as it was known from one day on; without `planned` no date was known. */
export interface ReleaseKnown {
  readonly from: PlainDate;
  /** `T`, before "never before today". */
  readonly planned?: PlainDate;
  readonly rule?: ReleaseDay;
  /** Was a date set, changed or withdrawn on that day? Otherwise she was sentenced. */
  readonly dateMoved: boolean;
}

type Dated = { readonly learned: PlainDate };
const learned = <T extends { readonly at: Parameters<typeof learnedOn>[0] }>(items: readonly T[]): (T & Dated)[] =>
  items.map((item) => ({ ...item, learned: learnedOn(item.at) }));
const lastKnown = <T extends Dated>(items: readonly T[], by: PlainDate): T | undefined =>
  items.findLast((item) => !isAfter(item.learned, by));

/**
 * What was known of her release day, from which day on, oldest first. Changes of one day are one entry: as it stood in the
 * evening. A court hearing is no release date: she is prepared for it by G23.
 */
export const releaseHistory = ({ custody }: Facts, on: OnThatDay): readonly ReleaseKnown[] => {
  if (!custody) return [];
  const dates = learned(custody.dates);
  const sentences = learned(custody.sentences);
  const days = new Map([...dates, ...sentences].map(({ learned: from }) => [from.toString(), from]));
  return [...days.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([written, from]) => {
      const known = lastKnown(dates, from);
      const dateMoved = dates.some(({ learned: moved }) => moved.toString() === written);
      if (!known?.date || !known.type || known.type === 'court-hearing') return { from, dateMoved };
      const since = custodySinceSentence(custody, lastKnown(sentences, from));
      const rule = ruleOn(known.date, known.type, since, on);
      return { from, planned: rule.releaseDay, rule, dateMoved };
    });
};

/** What the rule answered before. Every event of a case asks the same again, and the answer is a matter of dates alone. */
const answered = new WeakMap<BankHolidays, Map<string, ReleaseDay>>();
const mostAnswered = 10_000;

const ruleOn = (written: IsoDate, type: ReleaseDateType, custody: CustodySinceSentence, on: OnThatDay): ReleaseDay => {
  const nights = on.limit('releaseDay.nights').value;
  const known = answered.get(on.holidays) ?? new Map<string, ReleaseDay>();
  answered.set(on.holidays, known);
  const periods = custody.periods.map(({ from, to }) => `${from.toString()}/${to?.toString() ?? ''}`);
  const key = [written, type, nights, custody.complete, ...periods].join('|');
  const before = known.get(key);
  if (before) return before;
  const date = day(written);
  // Asked from well before, so that neither "never before today" nor "past" comes in: those belong to today.
  const rule = releaseDay(
    { date, type, custody, today: date.subtract(calendarDays(60)) },
    { nights, holidays: on.holidays },
  );
  if (known.size === mostAnswered) known.clear();
  known.set(key, rule);
  return rule;
};

/** Her nights since sentence (A.10). What lies before her reception here is not known to this case. */
const custodySinceSentence = (
  custody: CustodyFacts,
  sentence: CustodyFacts['sentences'][number] | undefined,
): CustodySinceSentence => {
  if (!custody.receivedOn) return { periods: [], complete: false };
  if (!sentence) {
    const serving = custody.legalStatus === 'sentenced' || custody.legalStatus === 'recalled';
    return { periods: serving ? [{ from: day(custody.receivedOn) }] : [], complete: false };
  }
  return sentence.on < custody.receivedOn
    ? { periods: [{ from: day(custody.receivedOn) }], complete: false }
    : { periods: [{ from: day(sentence.on) }], complete: true };
};
