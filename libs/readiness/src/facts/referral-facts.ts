import type { IsoDate, IsoInstant, Recorded } from '@ttg/event-sourcing';
import type { AgreementTo, DutyToReferEvent } from '@ttg/housing/events';
import type { GssCode } from '@ttg/reference';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';

export interface AgreementFact {
  readonly answer: 'given' | 'refused' | 'withdrawn';
  readonly on: IsoDate;
  readonly at: IsoInstant;
  readonly inHerWords: boolean;
  /** How often she has answered: she is asked once more after a "no", and never again. */
  readonly timesAnswered: number;
}

/** One duty to refer, from draft to end. From `dutyToRefer-{referralId}`. */
export interface ReferralFacts {
  readonly referralId: string;
  readonly draftedAt?: IsoInstant;
  readonly agreements: Readonly<Partial<Record<AgreementTo, AgreementFact>>>;
  /** The council she chose. */
  readonly chosen?: { readonly council: GssCode; readonly at: IsoInstant };
  readonly askedWhoMustNotKnow?: { readonly inPrivate: boolean; readonly anyone: boolean; readonly at: IsoInstant };
  readonly made?: { readonly council: GssCode; readonly on: IsoDate; readonly at: IsoInstant };
  readonly received?: { readonly on: IsoDate; readonly at: IsoInstant };
  /** Attempts to reach her that failed since the last call slot was booked. */
  readonly failedAttempts: readonly { readonly on: IsoDate; readonly at: IsoInstant }[];
  readonly slot?: { readonly slotAt: IsoInstant; readonly at: IsoInstant };
  readonly contactOn?: IsoDate;
  readonly decidedOn?: IsoDate;
  readonly ended?: boolean;
  readonly withdrawn?: boolean;
  /** She said, in the case it came over from, that its council must not know: her instructions stay in that case's stream. */
  readonly mustNotKnow?: true;
  /** When it last stopped to be a referral that goes ahead, or her recorded "no". */
  readonly stoodDownAt?: IsoInstant;
  readonly last?: LastEvent;
}

type AgreementEvent = Extract<
  DutyToReferEvent,
  { type: 'housing.agreement-given' | 'housing.agreement-refused' | 'housing.agreement-withdrawn' }
>;
const answered = (
  referral: ReferralFacts,
  event: Recorded<AgreementEvent>,
  answer: AgreementFact['answer'],
): ReferralFacts => ({
  ...referral,
  agreements: {
    ...referral.agreements,
    [event.data.to]: {
      answer,
      on: event.data.on,
      at: at(event),
      inHerWords: event.data.herWords !== undefined,
      timesAnswered: (referral.agreements[event.data.to]?.timesAnswered ?? 0) + 1,
    },
  },
  last: lastOf(event),
});

const folds: Folds<ReferralFacts, Recorded<DutyToReferEvent>> = {
  'housing.referral-drafted': (referral, event) => ({ ...referral, draftedAt: at(event), last: lastOf(event) }),
  'housing.agreement-given': (referral, event) => ({
    ...answered(referral, event, 'given'),
    chosen: event.data.council ? { council: event.data.council, at: at(event) } : referral.chosen,
    // A yes after a no: the no stands no longer.
    stoodDownAt: referral.agreements[event.data.to]?.answer === 'refused' ? at(event) : referral.stoodDownAt,
  }),
  'housing.agreement-refused': (referral, event) => answered(referral, event, 'refused'),
  'housing.agreement-withdrawn': (referral, event) => ({
    ...answered(referral, event, 'withdrawn'),
    stoodDownAt: at(event),
  }),
  'housing.she-was-asked-who-must-not-know': (referral, event) => ({
    ...referral,
    askedWhoMustNotKnow: {
      inPrivate: event.data.inPrivate,
      anyone: event.data.anyoneAtThisCouncil === 'yes' || event.data.anyoneInThisArea === 'yes',
      at: at(event),
    },
    last: lastOf(event),
  }),
  'housing.duty-to-refer-made': (referral, event) => ({
    ...referral,
    made: { council: event.data.council, on: event.data.on, at: at(event) },
    last: lastOf(event),
  }),
  'housing.referral-received': (referral, event) => ({
    ...referral,
    received: referral.received ?? { on: event.data.on, at: at(event) },
    last: lastOf(event),
  }),
  'housing.contact-attempted': (referral, event) => ({
    ...referral,
    failedAttempts: [...referral.failedAttempts, { on: event.data.on, at: at(event) }],
    last: lastOf(event),
  }),
  'housing.contact-made': (referral, event) => ({
    ...referral,
    contactOn: referral.contactOn ?? event.data.on,
    last: lastOf(event),
  }),
  'housing.call-slot-booked': (referral, event) => ({
    ...referral,
    slot: { slotAt: event.data.slotAt, at: at(event) },
    failedAttempts: [],
    last: lastOf(event),
  }),
  'housing.duty-decided': (referral, event) => ({
    ...referral,
    decidedOn: event.data.decidedOn,
    last: lastOf(event),
  }),
  'housing.duty-ended': (referral, event) => ({
    ...referral,
    ended: true,
    stoodDownAt: at(event),
    last: lastOf(event),
  }),
  'housing.referral-withdrawn': (referral, event) => ({
    ...referral,
    withdrawn: true,
    stoodDownAt: at(event),
    last: lastOf(event),
  }),
};

export const draftedReferral = (referralId: string): ReferralFacts => ({
  referralId,
  agreements: {},
  failedAttempts: [],
});
export const foldReferral = folding(folds);
