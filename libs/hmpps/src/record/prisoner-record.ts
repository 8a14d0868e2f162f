import type { LegalStatus } from '@ttg/custody/events';
import type { IsoDate, JsonObject } from '@ttg/event-sourcing';
import type { Names } from '@ttg/people/events';
import { day, flag, text, UnreadableAnswer } from './fields';

/** Her record in Prisoner Search, as far as it is used here. */
export interface PrisonerRecord {
  readonly prisonNumber: string;
  readonly names: Names;
  readonly dateOfBirth?: IsoDate;
  readonly bookingId?: string;
  /** NOMIS id of the prison she is in; `OUT` and `TRN` where she is in none. */
  readonly prison?: string;
  readonly inside: boolean;
  readonly lastMovement?: { readonly type: string; readonly reason?: string; readonly on?: IsoDate };
  /** Nothing where HMPPS has none that is ours: civil prisoners, unknown. */
  readonly legalStatus?: LegalStatus;
  readonly indeterminate: boolean;
  /** Held in a secure hospital. */
  readonly restrictedPatient: boolean;
  readonly receptionDate?: IsoDate;
  readonly sentenceStartDate?: IsoDate;
}

/** HMPPS LegalStatus (prisoner search). What is left out has no counterpart here: a person says what it is. */
const legalStatuses: Readonly<Record<string, LegalStatus>> = {
  REMAND: 'remand',
  CONVICTED_UNSENTENCED: 'convicted-unsentenced',
  SENTENCED: 'sentenced',
  INDETERMINATE_SENTENCE: 'sentenced',
  RECALL: 'recalled',
  IMMIGRATION_DETAINEE: 'immigration',
};

/**
 * Reads the answer of `GET /prisoner/{id}`.
 * Shape: the schema `Prisoner` of ministryofjustice/hmpps-prisoner-search.
 * @throws UnreadableAnswer
 */
export const readPrisonerRecord = (answer: JsonObject): PrisonerRecord => {
  const [prisonNumber, first, last] = [
    text(answer, 'prisonerNumber'),
    text(answer, 'firstName'),
    text(answer, 'lastName'),
  ];
  if (prisonNumber === undefined || first === undefined || last === undefined) throw new UnreadableAnswer();
  const [middle, type] = [text(answer, 'middleNames'), text(answer, 'lastMovementTypeCode')];
  return {
    prisonNumber,
    names: { first: asWritten(first), middle: middle && asWritten(middle), last: asWritten(last) },
    dateOfBirth: day(answer, 'dateOfBirth'),
    bookingId: bookingOf(answer),
    prison: text(answer, 'prisonId'),
    inside: text(answer, 'inOutStatus') !== 'OUT',
    ...(type !== undefined && {
      lastMovement: { type, reason: text(answer, 'lastMovementReasonCode'), on: day(answer, 'lastMovementDate') },
    }),
    legalStatus: legalStatusOf(answer),
    indeterminate: flag(answer, 'indeterminateSentence'),
    restrictedPatient: flag(answer, 'restrictedPatient'),
    receptionDate: day(answer, 'receptionDate'),
    sentenceStartDate: day(answer, 'sentenceStartDate'),
  };
};

/** The flag is of her current sentence; a reason of reception alone is not always accurate (HMPPS says so of its own events). */
const legalStatusOf = (answer: JsonObject): LegalStatus | undefined =>
  flag(answer, 'recall') ? 'recalled' : legalStatuses[text(answer, 'legalStatus') ?? ''];

const bookingOf = ({ bookingId }: JsonObject): string | undefined => {
  const id = typeof bookingId === 'number' ? String(bookingId) : bookingId;
  return typeof id === 'string' && /^\d{1,18}$/.test(id) ? id : undefined;
};

/** NOMIS writes names in capitals: SMITH-JONES, O'BRIEN. What was written otherwise stays as it is. */
const asWritten = (name: string): string =>
  name === name.toUpperCase() ? name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (part) => part.toUpperCase()) : name;
