import { defineEvent, type EventIn, type IsoDate, type IsoInstant, type Personal } from '@ttg/event-sourcing';
import type { GssCode } from '@ttg/reference';

/** Every event of `housing`. Streams `accommodation-{caseId}`, `dutyToRefer-{referralId}` and `liveReferral-{caseId}`. */

export type AgreementTo = 'referral' | 'choice-of-council' | 'pass-on-contact-details';
export type AgreementHow = 'face-to-face' | 'telephone' | 'video' | 'in-writing' | 'through-interpreter';
export type ReferralReason = 'homeless' | 'threatened';

/** How to reach her: after release only by the ways she marked as safe. */
export interface ContactRoute {
  readonly inCustody?: {
    readonly route: 'prison-phone-slot' | 'staff-inbox' | 'video-slot' | 'post';
    readonly details?: string;
  };
  readonly afterRelease?: {
    readonly phone?: string;
    readonly email?: string;
    readonly throughWorker?: string;
    readonly safeToCall?: boolean;
    readonly safeToText?: boolean;
    readonly safeToLeaveMessage?: boolean;
  };
}

/** What the council is sent: what she agreed to, in her own stream, word for word. */
export interface ReferralContent {
  readonly name: string;
  readonly contact: ContactRoute;
  /** Main reason for homelessness, from the published list of labels. */
  readonly mainReason?: string;
  /** In words she agreed. */
  readonly needs?: string;
  readonly household?: string;
  readonly vulnerabilityStatement?: string;
  /** Written to be shared: no offence, no record of another service. */
  readonly riskToStaff?: string;
}

/** A referral under the duty to refer is begun. Nothing has left. */
export const referralDrafted = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly reason: ReferralReason;
}>()('housing.referral-drafted');

interface AgreementData {
  readonly referralId: string;
  readonly caseId: string;
  readonly to: AgreementTo;
  /** The council she chose; with `choice-of-council` only. */
  readonly council?: GssCode;
  readonly on: IsoDate;
  readonly how: AgreementHow;
  readonly herWords?: Personal<string>;
}
/** She agrees: to be referred, to the council, or to her contact details being passed on. */
export const agreementGiven = defineEvent<AgreementData>()('housing.agreement-given', {
  sealed: { herWords: 'her-words' },
});
/** She does not agree. Nothing leaves. */
export const agreementRefused = defineEvent<AgreementData>()('housing.agreement-refused', {
  sealed: { herWords: 'her-words' },
});
/** She no longer agrees. After this nothing more leaves. */
export const agreementWithdrawn = defineEvent<AgreementData>()('housing.agreement-withdrawn', {
  sealed: { herWords: 'her-words' },
});

/** Asked before a referral is sent. Names of those who must not know are in `sharing`, never here. */
export const sheWasAskedWhoMustNotKnow = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly inPrivate: boolean;
  readonly council?: GssCode;
  readonly anyoneAtThisCouncil: 'yes' | 'no' | 'chose-not-to-say';
  readonly anyoneInThisArea: 'yes' | 'no' | 'chose-not-to-say';
}>()('housing.she-was-asked-who-must-not-know');

/** The referral was made to the council she chose, with her three agreements (Housing Act 1996, s.213B). */
export const dutyToReferMade = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly council: GssCode;
  readonly reason: ReferralReason;
  readonly on: IsoDate;
  /** A receipt is expected by the end of this day. */
  readonly receiptDueBy: IsoDate;
  readonly content: Personal<ReferralContent>;
}>()('housing.duty-to-refer-made', { sealed: { content: 'contact' } });

export type ReceiptHow = 'portal' | 'email' | 'phone' | 'automatic';
/** The council has the referral. */
export const referralReceived = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly at: IsoInstant;
  readonly on: IsoDate;
  /** A name or a desk. */
  readonly by?: Personal<string>;
  readonly reference?: Personal<string>;
  readonly how: ReceiptHow;
}>()('housing.referral-received', { sealed: { by: 'contact', reference: 'contact' } });

export type ContactHow = 'phone' | 'video' | 'letter' | 'email' | 'visit' | 'through-worker';
export type FailedContact = 'no-answer' | 'wrong-number' | 'not-brought-to-phone' | 'refused-by-prison' | 'other';
/** The council tried to reach her, and did not. */
export const contactAttempted = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly on: IsoDate;
  readonly how: ContactHow;
  readonly outcome: FailedContact;
}>()('housing.contact-attempted');
/** The council has spoken with her. */
export const contactMade = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly on: IsoDate;
  readonly how: ContactHow;
}>()('housing.contact-made');
/** A call between her and the council is asked for. */
export const callSlotRequested = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly on: IsoDate;
}>()('housing.call-slot-requested');
/** A call between her and the council has a time. */
export const callSlotBooked = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly slotAt: IsoInstant;
  readonly on: IsoDate;
}>()('housing.call-slot-booked');

export type DutySection = 's.195' | 's.189B' | 's.193' | 's.190' | 'not-homeless' | 'not-eligible';
export type ReferralOutcome =
  | { readonly status: 'ACCEPTED'; readonly reason: 'PREVENTION_AND_RELIEF_DUTY' | 'PRIORITY_NEED' }
  | {
      readonly status: 'NOT_ACCEPTED';
      readonly reason: 'NO_LOCAL_CONNECTION' | 'INTENTIONALLY_HOMELESS' | 'REJECTED_FOR_ANOTHER_REASON';
    };

/** What the council decided that it owes her, and the day she was told. */
export const dutyDecided = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly section: DutySection;
  readonly reason?: string;
  readonly decidedOn: IsoDate;
  readonly notifiedOn: IsoDate;
  /** 21 days beginning with the day she is notified (s.202(3)). */
  readonly lastDayForReview: IsoDate;
  readonly outcome?: ReferralOutcome;
  /** The council's reasons as it gave them to her. */
  readonly words?: Personal<string>;
}>()('housing.duty-decided', { sealed: { words: 'contact' } });
/** A duty that the council owed her has ended. */
export const dutyEnded = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly section: DutySection;
  readonly reason: string;
  readonly on: IsoDate;
}>()('housing.duty-ended');

export type WithdrawalReason =
  | 'NEW_REFERRAL'
  | 'INCORRECT_LOCAL_AUTHORITY'
  | 'NO_CONSENT'
  | 'DISENGAGED'
  | 'HOUSING_NEED_RESOLVED'
  | 'NOT_ELIGIBLE'
  | 'OTHER';
/** The referral was taken back. */
export const referralWithdrawn = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly reason: WithdrawalReason;
  readonly other?: Personal<string>;
  readonly on: IsoDate;
}>()('housing.referral-withdrawn', { sealed: { other: 'her-words' } });
export type ReconfirmWhy = '26-weeks' | 'release-moved' | 'council-merged';
/** The referral may no longer fit: the council is asked whether it stands. */
export const referralNeedsReconfirming = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly on: IsoDate;
  readonly why: ReconfirmWhy;
}>()('housing.referral-needs-reconfirming');
/** The council says that the referral stands. */
export const referralReconfirmed = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  readonly on: IsoDate;
  readonly by: Personal<string>;
}>()('housing.referral-reconfirmed', { sealed: { by: 'contact' } });
/** The council has seen an update that it was told of by a notice. */
export const referralUpdateAcknowledged = defineEvent<{
  readonly referralId: string;
  readonly caseId: string;
  /** The id of the notice. */
  readonly updateId: string;
  readonly on: IsoDate;
}>()('housing.referral-update-acknowledged');
/** A referral belongs to the case that is open: her return to custody takes a live one over. */
export const referralCarriedOver = defineEvent<{
  readonly referralId: string;
  readonly fromCaseId: string;
  readonly caseId: string;
}>()('housing.referral-carried-over');

/** One live referral per case, in a stream of its own: `liveReferral-{caseId}`. A later one to another council takes its place. */
export const liveReferralReserved = defineEvent<{
  readonly caseId: string;
  readonly referralId: string;
  readonly replaces?: string;
}>()('housing.live-referral-reserved');

// accommodation-{caseId}

/** She has a tenancy, which can be kept or ended well. */
export const tenancyRecorded = defineEvent<{
  readonly caseId: string;
  readonly tenure: string;
  readonly landlord?: Personal<string>;
  readonly atRisk: boolean;
  readonly on: IsoDate;
}>()('housing.tenancy-recorded', { sealed: { landlord: 'contact' } });
/** Her tenancy is kept for her. */
export const tenancyKept = defineEvent<{ readonly caseId: string; readonly on: IsoDate }>()('housing.tenancy-kept');
export type TenancyEnding = 'surrendered' | 'evicted' | 'abandoned' | 'expired' | 'other';
/** Her tenancy has ended, and how. */
export const tenancyEnded = defineEvent<{
  readonly caseId: string;
  readonly how: TenancyEnding;
  readonly on: IsoDate;
  readonly noticeServedAt?: Personal<string>;
}>()('housing.tenancy-ended', { sealed: { noticeServedAt: 'contact' } });

export type PlacementKind = 'CAS1' | 'CAS2' | 'CAS3' | 'refuge' | 'other';
/** She was put forward for a place: in approved premises (CAS1), CAS2, CAS3, a refuge. */
export const placementReferralMade = defineEvent<{
  readonly caseId: string;
  readonly placementReferralId: string;
  readonly kind: PlacementKind;
  /** A refuge by its provider, never its address. */
  readonly provider?: Personal<string>;
  readonly on: IsoDate;
}>()('housing.placement-referral-made', { sealed: { provider: 'contact' } });
/** She has the place that she was put forward for. */
export const placementReferralAccepted = defineEvent<{
  readonly caseId: string;
  readonly placementReferralId: string;
  readonly on: IsoDate;
}>()('housing.placement-referral-accepted');
/** She does not get the place that she was put forward for, and why. */
export const placementReferralRejected = defineEvent<{
  readonly caseId: string;
  readonly placementReferralId: string;
  readonly on: IsoDate;
  readonly reason?: string;
}>()('housing.placement-referral-rejected');

export type SafeToLive = 'yes' | 'no' | 'not-known' | 'not-asked' | 'chose-not-to-say';
/** She has somewhere to live, for these nights. */
export const accommodationConfirmed = defineEvent<{
  readonly caseId: string;
  readonly accommodationId: string;
  /** Delius accommodation type code. */
  readonly type: string;
  readonly from: IsoDate;
  /** The morning she must leave: nights run from `from` to the night before. Open-ended without it. */
  readonly to?: IsoDate;
  readonly safe: SafeToLive;
  /** Was she asked alone whether it is safe? */
  readonly askedInPrivate: boolean;
  readonly address?: Personal<string>;
}>()('housing.accommodation-confirmed', { sealed: { address: 'protected-address' } });
/** The nights for which she has somewhere to live are others. */
export const accommodationRedated = defineEvent<{
  readonly caseId: string;
  readonly accommodationId: string;
  readonly from: IsoDate;
  readonly to?: IsoDate;
}>()('housing.accommodation-redated');
/** She will not live there after all. */
export const accommodationFellThrough = defineEvent<{
  readonly caseId: string;
  readonly accommodationId: string;
  readonly on: IsoDate;
  readonly why?: Personal<string>;
}>()('housing.accommodation-fell-through', { sealed: { why: 'her-words' } });
/** She lives there now. */
export const accommodationStarted = defineEvent<{
  readonly caseId: string;
  readonly accommodationId: string;
  readonly on: IsoDate;
}>()('housing.accommodation-started');
/** She does not live there any more. */
export const accommodationEnded = defineEvent<{
  readonly caseId: string;
  readonly accommodationId: string;
  readonly on: IsoDate;
  readonly why?: Personal<string>;
}>()('housing.accommodation-ended', { sealed: { why: 'her-words' } });

export const dutyToReferEvents = {
  referralDrafted,
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  sheWasAskedWhoMustNotKnow,
  dutyToReferMade,
  referralReceived,
  contactAttempted,
  contactMade,
  callSlotRequested,
  callSlotBooked,
  dutyDecided,
  dutyEnded,
  referralWithdrawn,
  referralNeedsReconfirming,
  referralReconfirmed,
  referralUpdateAcknowledged,
  referralCarriedOver,
};
export const accommodationEvents = {
  tenancyRecorded,
  tenancyKept,
  tenancyEnded,
  placementReferralMade,
  placementReferralAccepted,
  placementReferralRejected,
  accommodationConfirmed,
  accommodationRedated,
  accommodationFellThrough,
  accommodationStarted,
  accommodationEnded,
};
export const liveReferralEvents = { liveReferralReserved };
export const housingEvents = { ...dutyToReferEvents, ...liveReferralEvents, ...accommodationEvents };
export type DutyToReferEvent = EventIn<typeof dutyToReferEvents>;
export type AccommodationEvent = EventIn<typeof accommodationEvents>;
export type LiveReferralEvent = EventIn<typeof liveReferralEvents>;
export type HousingEvent = DutyToReferEvent | LiveReferralEvent | AccommodationEvent;
