import { type Decision, InvalidCommand, type IsoDate, Personal } from '@ttg/event-sourcing';
import { referralCarriedOver, referralWithdrawn, type DutyToReferEvent, type WithdrawalReason } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { prepared } from './agreements';
import { isClosed, type DutyToRefer } from './referral';

type Deciding = Decision<DutyToRefer, DutyToReferEvent>;

export class OtherNeedsWords extends InvalidCommand {
  readonly code = 'other-needs-words';
  readonly field = 'other';

  constructor(needed: boolean) {
    super(needed ? 'With the reason OTHER, say why.' : 'These words go with the reason OTHER only. Leave them out.');
  }
}

export interface WithdrawReferral {
  readonly reason: WithdrawalReason;
  readonly other?: string;
  readonly on?: IsoDate;
}

/** Takes a referral back, sent or not. It is the end of it: a new one is drafted with her. */
export const withdrawReferral =
  ({ reason, other, on: given }: WithdrawReferral, day: OnThatDay): Deciding =>
  (state) => {
    const referral = prepared(state);
    if ((reason === 'OTHER') !== (other !== undefined)) throw new OtherNeedsWords(reason === 'OTHER');
    const { referralId, caseId } = referral;
    const happened = happenedOn(given, day);
    const on = referral.status === 'sent' ? notBefore(happened, referral.sentOn, 'the referral was sent') : happened;
    return referralWithdrawn({
      referralId,
      caseId,
      reason,
      on,
      other: other === undefined ? undefined : Personal.of(other),
    });
  };

/** A new referral took its place. Done already, it writes nothing. */
export const giveWay =
  (on: IsoDate): Deciding =>
  (state) => {
    if (state.status !== 'sent') return [];
    const { referralId, caseId } = state;
    return referralWithdrawn({ referralId, caseId, reason: 'NEW_REFERRAL', on });
  };

/** Another referral is sent in its place before it was: whoever is sending it at this moment is refused. */
export const giveWayUnsent =
  (on: IsoDate): Deciding =>
  (state) => {
    if (state.status !== 'drafted') return [];
    const { referralId, caseId } = state;
    return referralWithdrawn({ referralId, caseId, reason: 'NEW_REFERRAL', on });
  };

/** Her return to custody opened another case: what is live goes over with her, agreements and all. Repeatable. */
export const carryOver =
  (caseId: string): Deciding =>
  (state) => {
    const goesOver = state.status === 'drafted' || (state.status === 'sent' && !isClosed(state));
    if (!goesOver || state.caseId === caseId) return [];
    return referralCarriedOver({ referralId: state.referralId, fromCaseId: state.caseId, caseId });
  };
