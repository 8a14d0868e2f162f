import { calendarDays, date } from '@ttg/calendar';
import type { ReleaseDate } from '@ttg/custody/events';
import { isoDate, type IsoDate, type JsonObject } from '@ttg/event-sourcing';
import { day, text, UnreadableAnswer } from './fields';

/** Her dates in the Prison API, the ones staff overrode them with in their place. */
export interface SentenceDates {
  readonly confirmed?: IsoDate;
  readonly parole?: IsoDate;
  readonly homeDetentionCurfew?: IsoDate;
  readonly postRecall?: IsoDate;
  readonly conditional?: IsoDate;
  readonly automatic?: IsoDate;
  readonly paroleEligibility?: IsoDate;
  readonly tariff?: IsoDate;
  /** Which of them holds, as the Prison API works it out: ARD, CRD, NPD or PRRD. */
  readonly holds?: string;
}

/** A recall of fixed length. */
export interface FixedTermRecall {
  readonly returnedOn: IsoDate;
  /** Days: 14, 28 or 56. */
  readonly days: number;
}

/**
 * Reads the answer of `GET /api/bookings/{bookingId}/sentenceDetail`.
 * Shape: the schema `SentenceCalcDates` of ministryofjustice/prison-api.
 * @throws UnreadableAnswer
 */
export const readSentenceDates = (answer: JsonObject): SentenceDates => ({
  confirmed: day(answer, 'confirmedReleaseDate'),
  parole: day(answer, 'actualParoleDate'),
  homeDetentionCurfew: day(answer, 'homeDetentionCurfewActualDate'),
  postRecall: day(answer, 'postRecallReleaseOverrideDate') ?? day(answer, 'postRecallReleaseDate'),
  conditional: day(answer, 'conditionalReleaseOverrideDate') ?? day(answer, 'conditionalReleaseDate'),
  automatic: day(answer, 'automaticReleaseOverrideDate') ?? day(answer, 'automaticReleaseDate'),
  paroleEligibility: day(answer, 'paroleEligibilityDate'),
  tariff: day(answer, 'tariffDate'),
  holds: text(answer, 'nonDtoReleaseDateType'),
});

/**
 * Reads the answer of `GET /api/bookings/{bookingId}/fixed-term-recall`.
 * Shape: the schema `FixedTermRecallDetails` of ministryofjustice/prison-api.
 * @throws UnreadableAnswer
 */
export const readFixedTermRecall = (answer: JsonObject): FixedTermRecall => {
  const { recallLength: days } = answer;
  const returnedOn = day(answer, 'returnToCustodyDate');
  if (typeof days !== 'number' || returnedOn === undefined) throw new UnreadableAnswer();
  return { returnedOn, days };
};

/** What decides which of her dates is the one she is released by. */
export interface Footing {
  readonly recalled: boolean;
  readonly receivedOn: IsoDate;
  readonly fixedTermRecall?: FixedTermRecall;
}

/**
 * The date she is to be released by: parole, then curfew, then for a woman on recall the end of it, then what the Prison API
 * says holds, then what is left. A date from before this reception is over: of a woman on recall it is the one she was
 * released by. Where a day is confirmed, it is that day.
 * @returns nothing where HMPPS has none.
 */
export const releaseDateOf = (dates: SentenceDates, footing: Footing): ReleaseDate | undefined => {
  const ahead = (on: IsoDate | undefined): on is IsoDate => on !== undefined && on >= footing.receivedOn;
  const chosen = inOrder(dates, footing).find(([, on]) => ahead(on));
  const [type, on] = chosen ?? [];
  if (type === undefined || on === undefined) return undefined;
  return { type, date: ahead(dates.confirmed) ? dates.confirmed : on };
};

type Candidate = readonly [type: ReleaseDate['type'], on: IsoDate | undefined];

const inOrder = (dates: SentenceDates, footing: Footing): readonly Candidate[] => {
  const afterRecall = endOfRecall(dates, footing);
  const conditional: Candidate = ['CRD', dates.conditional];
  const automatic: Candidate = ['ARD', dates.automatic];
  return [
    ['APD', dates.parole],
    ['HDCAD', dates.homeDetentionCurfew],
    ...(footing.recalled || dates.holds === 'PRRD' ? [afterRecall] : []),
    ...(footing.recalled ? [] : dates.holds === 'ARD' ? [automatic, conditional] : [conditional, automatic]),
    ['PED', dates.paroleEligibility],
    ['TARIFF', dates.tariff],
  ];
};

const endOfRecall = ({ postRecall }: SentenceDates, { fixedTermRecall }: Footing): Candidate =>
  fixedTermRecall
    ? [fixedTermRecall.days === 56 ? 'FTR56' : 'PRRD', postRecall ?? lastDayOf(fixedTermRecall)]
    : ['PRRD', postRecall];

/**
 * The day she returned is the first of the recall (Criminal Justice Act 2003 s.255BA(2)): returned + days - 1, as HMPPS works
 * it out too.
 */
export const lastDayOf = ({ returnedOn, days }: FixedTermRecall): IsoDate =>
  isoDate(date(returnedOn).add(calendarDays(days - 1)));
