import { type Decision, type IsoDate, Personal } from '@ttg/event-sourcing';
import { housingAuthorityOn, type GssCode } from '@ttg/reference';
import {
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  referralDrafted,
  referralWithdrawn,
  sheWasAskedWhoMustNotKnow,
  type AgreementHow,
  type AgreementTo,
  type DutyToReferEvent,
  type ReferralReason,
} from '../events';
import { happenedOn, type OnThatDay } from '../on-that-day';
import type { Agreement, Drafted, DutyToRefer, Sent, WhoMustNotKnow } from './referral';
import {
  AlreadySent,
  CouncilNotAsked,
  GivenBefore,
  NoCouncilChosen,
  NoSuchAuthority,
  NothingToWithdraw,
  ReferralIsWithdrawn,
} from './refusals';

type Deciding = Decision<DutyToRefer, DutyToReferEvent>;

export interface DraftReferral {
  readonly referralId: string;
  readonly caseId: string;
  readonly reason: ReferralReason;
}

/** Begins a referral: a place for her answers. Nothing leaves. */
export const draftReferral =
  (command: DraftReferral): Deciding =>
  (state) => {
    if (state.status !== 'not-begun') throw new AlreadySent();
    return referralDrafted(command);
  };

export interface AnswerAgreement {
  readonly to: AgreementTo;
  readonly answer: Agreement['answer'];
  /** With her choice of council only: present, former or lower-case codes are read as the council's own. */
  readonly council?: string;
  readonly on?: IsoDate;
  readonly how: AgreementHow;
  readonly herWords?: string;
}

/** Her answer to one of the three questions. Each can be withdrawn at any time; the council reads nothing more from then on. */
export const answerAgreement =
  (command: AnswerAgreement, day: OnThatDay): Deciding =>
  (state) => {
    const referral = prepared(state);
    const { to, answer, how } = command;
    const { referralId, caseId } = referral;
    const on = happenedOn(command.on, day);
    const herWords = command.herWords === undefined ? undefined : Personal.of(command.herWords);
    const said = { referralId, caseId, to, on, how, herWords };
    if (answer === 'given') return agreementGiven({ ...said, council: councilOf(command, referral, day) });
    if (command.council !== undefined) throw new CouncilNotAsked(false);
    const stands = referral.agreements[to]?.answer === 'given';
    if (answer === 'refused') {
      if (stands) throw new GivenBefore();
      return agreementRefused(said);
    }
    if (!stands) throw new NothingToWithdraw();
    // A referral that she no longer agrees to cannot stay with the council (HMPPS reason NO_CONSENT).
    const noLongerReferred = to === 'referral' && referral.status === 'sent';
    return noLongerReferred
      ? [agreementWithdrawn(said), referralWithdrawn({ referralId, caseId, reason: 'NO_CONSENT', on })]
      : agreementWithdrawn(said);
  };

/** @throws NoSuchAuthority where that council takes no duty to refer today: outside England, abolished, unknown. */
const councilOf = (
  { to, council }: AnswerAgreement,
  referral: Drafted | Sent,
  { today }: OnThatDay,
): GssCode | undefined => {
  if ((to === 'choice-of-council') !== (council !== undefined)) throw new CouncilNotAsked(council === undefined);
  if (council === undefined) return undefined;
  const authority = housingAuthorityOn(council, today);
  if (!authority.ok) throw new NoSuchAuthority(authority);
  if (referral.status === 'sent' && referral.council !== authority.council.code) throw new AlreadySent();
  return authority.council.code;
};

export interface AskWhoMustNotKnow extends Omit<WhoMustNotKnow, 'council'> {
  /** The council she chose, unless another is meant. */
  readonly council?: string;
}

/** "Is there anyone at this council, or in this area, who must not know?" (E.2). Names go to `sharing`, never here. */
export const askWhoMustNotKnow =
  (command: AskWhoMustNotKnow, { today }: OnThatDay): Deciding =>
  (state) => {
    const { referralId, caseId, status, agreements } = prepared(state);
    if (status === 'sent') throw new AlreadySent();
    const { inPrivate, anyoneAtThisCouncil, anyoneInThisArea } = command;
    const asked = command.council ?? agreements['choice-of-council']?.council;
    if (asked === undefined) throw new NoCouncilChosen();
    const authority = housingAuthorityOn(asked, today);
    if (!authority.ok) throw new NoSuchAuthority(authority);
    const council = authority.council.code;
    return sheWasAskedWhoMustNotKnow({ referralId, caseId, council, inPrivate, anyoneAtThisCouncil, anyoneInThisArea });
  };

/** @throws ReferralIsWithdrawn */
export const prepared = (state: DutyToRefer): Drafted | Sent => {
  if (state.status === 'withdrawn' || state.status === 'not-begun') throw new ReferralIsWithdrawn();
  return state;
};
