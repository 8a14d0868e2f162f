import type { ReleaseDateType } from '@ttg/calendar';
import { defineEvent, type EventIn, type IsoDate, type IsoInstant, type Personal } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';

/** Every event of `custody`: reception, screening, dates, moves, release, return. Stream `custody-{caseId}`. */

/** Not recorded is not No: every question has these beside its own values. */
export type Unanswered = 'not-known' | 'not-asked' | 'chose-not-to-say';
export type Answer = 'yes' | 'no' | Unanswered;

export type LegalStatus = 'remand' | 'convicted-unsentenced' | 'sentenced' | 'recalled' | 'immigration';
export type ReceivedFrom = 'court' | 'recall' | 'transfer' | 'other';
export type ReleaseDateSource =
  'calculation' | 'court' | 'parole-board' | 'home-detention-curfew' | 'recall' | 'staff' | 'hmpps-event';

export interface ReleaseDate {
  readonly date: IsoDate;
  readonly type: ReleaseDateType;
}

/** Where she will live, as she sees it. */
export type HomeOnRelease = 'return-to-previous-address' | 'move-to-new-address' | 'nowhere' | Unanswered;
export type Tenure =
  'owner' | 'private-rent' | 'social-rent' | 'supported-housing' | 'with-family-or-friends' | 'none' | Unanswered;
export type RentPaidBy = 'uc-housing' | 'housing-benefit' | 'self' | 'other' | Unanswered;

/** What screening found that must be sorted before the day: the fact a rule needs, never the answer behind it. */
export interface ScreeningFindings {
  readonly homeOnRelease: HomeOnRelease;
  readonly tenure: Tenure;
  readonly tenancy: 'kept' | 'at-risk' | 'ended' | 'none' | Unanswered;
  readonly rentPaidBy: RentPaidBy;
  /** Is it safe to plan for the address she named? `not-asked` until she has been asked in private. */
  readonly homeSafe: Answer;
  readonly gp: 'registered' | 'to-sort' | Unanswered;
  readonly medicines: 'to-sort' | 'none' | Unanswered;
}

export interface HousingBeforeCustody {
  /** The published list of "Prepare someone for release". */
  readonly livedBefore: string;
  readonly address?: string;
  readonly whoElseLivesThere?: string;
  readonly localConnection?: string;
}
export interface HealthAnswers {
  readonly medicines?: Answer;
  readonly opioidSubstitution?: Answer;
  readonly alcohol?: Answer;
  readonly pregnant?: Answer;
  readonly recentlyDelivered?: Answer;
}
export interface SafetyAnswers {
  readonly domesticAbuse?: Answer;
  readonly underThreatOutside?: Answer;
}
export interface FamilyAnswers {
  readonly childrenUnder16?: Answer;
  readonly whoCaresForThem?: string;
  readonly caringForAdults?: Answer;
  readonly careExperience?: Answer;
  readonly recourseToPublicFunds?: Answer;
}
export interface PracticalAnswers {
  readonly idHeld?: Answer;
  readonly bankAccount?: Answer;
  readonly debts?: Answer;
}

interface Screening {
  readonly caseId: string;
  readonly screenedOn: IsoDate;
  /** Was she asked alone, where nobody could overhear? */
  readonly inPrivate: boolean;
  readonly findings: ScreeningFindings;
  readonly practical?: PracticalAnswers;
  readonly housing?: Personal<HousingBeforeCustody>;
  readonly health?: Personal<HealthAnswers>;
  readonly safety?: Personal<SafetyAnswers>;
  readonly family?: Personal<FamilyAnswers>;
  readonly herWords?: Personal<string>;
}
const screeningSealed = {
  housing: 'contact',
  health: 'health',
  safety: 'her-words',
  family: 'identity',
  herWords: 'her-words',
} as const;

/** She came into custody: her case opens. */
export const womanReceived = defineEvent<{
  readonly caseId: string;
  readonly personId: string;
  readonly prison: PrisonId;
  readonly receivedOn: IsoDate;
  readonly from: ReceivedFrom;
  readonly legalStatus: LegalStatus;
  /** The case that her return to custody closed. */
  readonly previousCaseId?: string;
  readonly synthetic: boolean;
}>()('custody.woman-received');

/** What she answered on reception, and what it means for the day she leaves. */
export const receptionScreeningCompleted = defineEvent<Screening>()('custody.reception-screening-completed', {
  sealed: screeningSealed,
});
/** In private, 24 to 72 hours on: first-night answers are often "no" where they are not. */
export const screeningRepeated = defineEvent<Screening>()('custody.screening-repeated', { sealed: screeningSealed });

/** She is held on another ground than before: remanded, sentenced, recalled. */
export const custodyStatusChanged = defineEvent<{
  readonly caseId: string;
  readonly legalStatus: LegalStatus;
  readonly on: IsoDate;
}>()('custody.custody-status-changed');

/** The court passed sentence on her. */
export const sentenced = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly sentenceType: 'determinate' | 'extended' | 'indeterminate' | 'suspended' | 'other';
  /** Length in days, where it has one. */
  readonly days?: number;
}>()('custody.sentenced');

/** There is a day on which she is to leave. */
export const releaseDateSet = defineEvent<
  ReleaseDate & { readonly caseId: string; readonly source: ReleaseDateSource; readonly reason?: string }
>()('custody.release-date-set');

/** The day on which she is to leave moved, or is of another kind. */
export const releaseDateChanged = defineEvent<{
  readonly caseId: string;
  readonly before: ReleaseDate;
  readonly after: ReleaseDate;
  readonly source: ReleaseDateSource;
  readonly reason?: string;
}>()('custody.release-date-changed');

/** The day on which she was to leave holds no more, and there is no other yet. */
export const releaseDateWithdrawn = defineEvent<{
  readonly caseId: string;
  readonly before: ReleaseDate;
  readonly source: ReleaseDateSource;
  readonly reason: string;
}>()('custody.release-date-withdrawn');

/** She was moved: the staff of the other prison take over what is still open. */
export const movedToPrison = defineEvent<{
  readonly caseId: string;
  readonly from: PrisonId;
  readonly to: PrisonId;
  readonly on: IsoDate;
}>()('custody.moved-to-prison');

/** She is to be in court on that day, and may be let go from there. */
export const courtHearingListed = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly court?: string;
}>()('custody.court-hearing-listed');
/** She is held for immigration: she may not leave on her release date. */
export const immigrationHoldStarted = defineEvent<{ readonly caseId: string; readonly on: IsoDate }>()(
  'custody.immigration-hold-started',
);
/** She is no longer held for immigration. */
export const immigrationHoldEnded = defineEvent<{ readonly caseId: string; readonly on: IsoDate }>()(
  'custody.immigration-hold-ended',
);

/** She has left, from prison or from court. */
export const released = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly from: 'prison' | 'court';
  readonly prison: PrisonId;
  /** Delius code of where she went. `not-known` where nobody does. */
  readonly toAccommodation: string;
  readonly notice: 'planned' | 'no-notice';
}>()('custody.released');

/** She had not left, though it was recorded: she is in custody as before, under the date that stood then. */
export const releaseReversed = defineEvent<{
  readonly caseId: string;
  /** The day on which she was said to have left. */
  readonly releasedOn: IsoDate;
  readonly reason: 'recorded-in-error' | 'reversed-by-hmpps';
  /** The day on which it was found to be wrong, or reversed in HMPPS. */
  readonly on: IsoDate;
}>()('custody.release-reversed');

/** Closes this case: her return opens the next. */
export const returnedToCustody = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly reason: 'recall' | 'new-charge' | 'new-sentence' | 'other';
  readonly nextCaseId: string;
}>()('custody.returned-to-custody');

export type ArrangementKind =
  | 'who-meets-her'
  | 'travel'
  | 'phone'
  | 'id'
  | 'bank-account'
  | 'cash'
  | 'universal-credit-claim'
  | 'jobcentre-appointment'
  | 'belongings'
  | 'child-contact'
  | 'court-day-pack';

/** Something is arranged for the day she leaves: who meets her, travel, a phone. */
export const releaseDayArrangementMade = defineEvent<{
  readonly caseId: string;
  readonly kind: ArrangementKind;
  /** The day it is for, where it has one: a date that moves may break it. */
  readonly on?: IsoDate;
  readonly what?: Personal<string>;
  readonly byWhom?: string;
}>()('custody.release-day-arrangement-made', { sealed: { what: 'contact' } });

/** What was arranged for the day does not hold, and must be arranged anew. */
export const releaseDayArrangementFellThrough = defineEvent<{
  readonly caseId: string;
  readonly kind: ArrangementKind;
  readonly why?: string;
}>()('custody.release-day-arrangement-fell-through');

/** First contact after release, by her safe route only. */
export const contactAfterReleaseMade = defineEvent<{
  readonly caseId: string;
  readonly at: IsoInstant;
  readonly route: 'safe-phone' | 'safe-text' | 'in-person' | 'through-worker';
}>()('custody.contact-after-release-made');

/** Nothing more is due on this case. */
export const caseClosed = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly reason:
    'period-over' | 'returned-to-custody' | 'opened-in-error' | 'died' | 'deported' | 'transferred-out-of-scope';
}>()('custody.case-closed');
/** The case was closed too early, and is open again. */
export const caseReopened = defineEvent<{ readonly caseId: string; readonly on: IsoDate; readonly reason: string }>()(
  'custody.case-reopened',
);

/** One open case per person, in a stream named by a keyed hash of the person's id. */
export const openCaseReserved = defineEvent<{ readonly personId: string; readonly caseId: string }>()(
  'custody.open-case-reserved',
);
export const openCaseReleased = defineEvent<{ readonly personId: string; readonly caseId: string }>()(
  'custody.open-case-released',
);

export const custodyEvents = {
  womanReceived,
  receptionScreeningCompleted,
  screeningRepeated,
  custodyStatusChanged,
  sentenced,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  movedToPrison,
  courtHearingListed,
  immigrationHoldStarted,
  immigrationHoldEnded,
  released,
  releaseReversed,
  returnedToCustody,
  releaseDayArrangementMade,
  releaseDayArrangementFellThrough,
  contactAfterReleaseMade,
  caseClosed,
  caseReopened,
  openCaseReserved,
  openCaseReleased,
};
export type CustodyEvent = EventIn<typeof custodyEvents>;
