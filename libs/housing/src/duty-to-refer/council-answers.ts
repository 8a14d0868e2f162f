import { date, startOfLondonDay } from '@ttg/calendar';
import { type Decision, type IsoDate, type IsoInstant, isoDate, isoInstant, Personal } from '@ttg/event-sourcing';
import {
  callSlotBooked,
  callSlotRequested,
  contactAttempted,
  contactMade,
  referralNeedsReconfirming,
  referralReceived,
  referralReconfirmed,
  referralUpdateAcknowledged,
  type ContactHow,
  type DutyToReferEvent,
  type FailedContact,
  type ReceiptHow,
  type ReconfirmWhy,
} from '../events';
import { DateTooEarly, happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import type { DutyToRefer, Sent } from './referral';
import { NotSent, ReferralIsWithdrawn, TooManyAcknowledged } from './refusals';

type Deciding = Decision<DutyToRefer, DutyToReferEvent>;

/** @throws NotSent @throws ReferralIsWithdrawn */
export const withTheCouncil = (state: DutyToRefer): Sent => {
  if (state.status === 'withdrawn') throw new ReferralIsWithdrawn();
  if (state.status !== 'sent') throw new NotSent();
  return state;
};

/** The day something happened after the referral was sent. */
export const sinceSent = (on: IsoDate | undefined, { sentOn }: Sent, day: OnThatDay, field = 'on'): IsoDate =>
  notBefore(happenedOn(on, day, field), sentOn, 'the referral was sent', field);

export interface ReceiveReferral {
  readonly on?: IsoDate;
  readonly how: ReceiptHow;
  /** Who confirmed it at the council: a name or a desk. */
  readonly by?: string;
  readonly reference?: string;
}

/** The council has it. A second receipt says nothing new. */
export const receiveReferral =
  ({ on: given, how, by, reference }: ReceiveReferral, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    if (referral.receipt) return [];
    const { referralId, caseId } = referral;
    const on = sinceSent(given, referral, day);
    const told = { by: sealed(by), reference: sealed(reference) };
    return referralReceived({ referralId, caseId, on, at: instantOn(on, day), how, ...told });
  };

const sealed = (words: string | undefined): Personal<string> | undefined =>
  words === undefined ? undefined : Personal.of(words);

/** Now, for today; for an earlier day nobody wrote down the hour, and it is the day's beginning. */
const instantOn = (on: IsoDate, { today, now }: OnThatDay): IsoInstant =>
  on === isoDate(today) ? now : isoInstant(startOfLondonDay(date(on)));

export interface ReachHer {
  readonly on?: IsoDate;
  readonly how: ContactHow;
}

/** The council tried, and did not reach her. */
export const attemptContact =
  ({ on, how, outcome }: ReachHer & { readonly outcome: FailedContact }, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId } = referral;
    return contactAttempted({ referralId, caseId, on: sinceSent(on, referral, day), how, outcome });
  };

/** The council has spoken with her. */
export const makeContact =
  ({ on, how }: ReachHer, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId } = referral;
    return contactMade({ referralId, caseId, on: sinceSent(on, referral, day), how });
  };

export interface ArrangeCall {
  readonly on?: IsoDate;
  /** The time of the call, once it is booked. */
  readonly slotAt?: IsoInstant;
}

/** A call with the prison's telephone: asked for, or booked. */
export const arrangeCall =
  ({ on: given, slotAt }: ArrangeCall, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId } = referral;
    const on = sinceSent(given, referral, day);
    if (slotAt === undefined) return callSlotRequested({ referralId, caseId, on });
    const earliest = isoInstant(startOfLondonDay(date(on)));
    if (slotAt < earliest) throw new DateTooEarly('slotAt', on, 'the call was booked');
    return callSlotBooked({ referralId, caseId, on, slotAt });
  };

/** The referral may have gone stale: the council is asked to confirm it (HMPPS practice; it does not lapse). */
export const askToReconfirm =
  ({ on, why }: { readonly on?: IsoDate; readonly why: ReconfirmWhy }, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    if (referral.reconfirming) return [];
    const { referralId, caseId } = referral;
    return referralNeedsReconfirming({ referralId, caseId, on: sinceSent(on, referral, day), why });
  };

/** @param command.by who confirmed it at the council: a name or a desk. */
export const reconfirmReferral =
  ({ on, by }: { readonly on?: IsoDate; readonly by: string }, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId } = referral;
    return referralReconfirmed({ referralId, caseId, on: sinceSent(on, referral, day), by: Personal.of(by) });
  };

/** How many updates of one referral may be acknowledged: more than a release date ever moved. */
const mostAcknowledged = 500;

/** The council has seen an update that a notice told of. A second time says nothing new. */
export const acknowledgeUpdate =
  ({ updateId, on }: { readonly updateId: string; readonly on?: IsoDate }, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId, acknowledged } = referral;
    if (acknowledged.some((one) => one.updateId === updateId)) return [];
    if (acknowledged.length >= mostAcknowledged) throw new TooManyAcknowledged();
    return referralUpdateAcknowledged({ referralId, caseId, updateId, on: sinceSent(on, referral, day) });
  };
