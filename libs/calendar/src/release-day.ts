import { bankHolidays, type BankHolidays, type HolidayKnowledge } from './bank-holidays';
import { calendarDays, isBefore, laterOf, type PlainDate } from './plain-date';
import { releaseDateTypes, type ReleaseDateType } from './release-date-type';
import { nightsInCustody, type CustodySinceSentence } from './nights-in-custody';
import { releaseDayReasons, type DecidingTier, type ReleaseDayReason, type SchemeAnswer } from './release-day-reasons';
import type { Source } from './source';
import { isEveOfNonWorkingDay, isWorkingDay, workingDayOnOrBefore } from './working-days';

export interface ReleaseDayQuestion {
  /** The date as sentenced or calculated, before weekends and holidays are looked at. */
  readonly date: PlainDate;
  readonly type: ReleaseDateType;
  readonly custody: CustodySinceSentence;
  /** London's today. */
  readonly today: PlainDate;
}

/** What the rule depends on beside the case: the nights limit comes from the dated limits of libs/reference. */
export interface ReleaseDayRule {
  /** Nights in custody since sentence from which the scheme applies (28). */
  readonly nights: number;
  readonly holidays?: BankHolidays;
}

export interface ReleaseDay {
  /** The date the rule started from: always shown beside the day she leaves. */
  readonly date: PlainDate;
  /** On a weekend or bank holiday: the working day before. Everyone (Criminal Justice Act 1961 s.23). */
  readonly tier1: PlainDate;
  /** Back again until the next day is a working day too. Women in the scheme. */
  readonly tier2: PlainDate;
  readonly applies: DecidingTier;
  /** `T`: the day everything must be ready for. Where the scheme is not known, the earlier of the two tiers. */
  readonly releaseDay: PlainDate;
  readonly inScheme: SchemeAnswer;
  /** Nights since sentence up to the candidate day, as far as known. */
  readonly nights: number;
  readonly reason: ReleaseDayReason;
  /** The reason as a sentence for a page. */
  readonly explanation: string;
  readonly sources: readonly Source[];
  /** What was known of the holidays around the date: beyond the published years the day may still move. */
  readonly holidays: HolidayKnowledge;
}

/**
 * The day she leaves, by both tiers of the Friday and pre-bank-holiday rule (law-and-practice A.10; Criminal Justice Act
 * 1961 s.23 as amended by the Offenders (Day of Release from Detention) Act 2023). Pure: calendar dates in Europe/London.
 *
 * A date in the past is left alone, and no result is before today: if the day the rule points to has gone by, it is
 * today. Applied to its own result it gives the same day.
 */
export const releaseDay = (question: ReleaseDayQuestion, rule: ReleaseDayRule): ReleaseDay => {
  const { date, today, custody } = question;
  const holidays = rule.holidays ?? bankHolidays;
  const unmoved = dayThatStands(question);
  const tier1 = unmoved ? date : laterOf(workingDayOnOrBefore(date, holidays), today);
  const tier2 = unmoved ? date : laterOf(dayBeforeAWorkingDay(date, holidays), today);
  const nights = nightsInCustody(custody, tier2);
  const reason = unmoved ?? schemeReason(question.type, custody, nights, rule.nights);
  const { inScheme, applies, explain, sources } = releaseDayReasons[reason];
  return {
    date,
    tier1,
    tier2,
    applies,
    releaseDay: applies === 1 ? tier1 : tier2,
    inScheme,
    nights,
    reason,
    explanation: explain({ nights, needed: rule.nights }),
    sources,
    // The latest day the rule looks at is the morrow of the date: on 31 December, another year.
    holidays: holidays.knowledgeOf(date.add(calendarDays(1)).year),
  };
};

const dayThatStands = ({ date, type, today }: ReleaseDayQuestion): ReleaseDayReason | undefined => {
  if (releaseDateTypes[type].scheme === 'none') return 'court-hearing';
  return isBefore(date, today) ? 'past' : undefined;
};

/** HMPPS's algorithm: back one day at a time while the day, or the day after it, is no working day. */
const dayBeforeAWorkingDay = (date: PlainDate, holidays: BankHolidays): PlainDate => {
  let candidate = date;
  while (!isWorkingDay(candidate, holidays) || isEveOfNonWorkingDay(candidate, holidays)) {
    candidate = candidate.subtract(calendarDays(1));
  }
  return candidate;
};

const schemeReason = (
  type: ReleaseDateType,
  custody: CustodySinceSentence,
  nights: number,
  needed: number,
): ReleaseDayReason => {
  const { scheme } = releaseDateTypes[type];
  if (scheme === 'excluded') return 'excluded-type';
  // Even a woman whose type is decided case by case is out of the scheme when she has not served the nights.
  if (nights < needed) return custody.complete ? 'too-few-nights' : 'nights-not-known';
  return scheme === 'in-scheme' ? 'in-scheme' : 'type-not-known';
};
