import { date, workingDaysAfter, type PlainDate } from '@ttg/calendar';
import { type Decision, type IsoDate, isoDate, Personal } from '@ttg/event-sourcing';
import { housingAuthorityOn, limit, type GssCode } from '@ttg/reference';
import { dutyToReferMade, type DutyToReferEvent, type ReferralContent } from '../events';
import { stopTo, type StandingInstructions } from '../instructions/stops';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { prepared } from './agreements';
import { agreementsTo, missingAgreements, type Drafted, type DutyToRefer, type WhoMustNotKnow } from './referral';
import {
  AgreementMissing,
  AlreadySent,
  ChosenAuthorityGone,
  NoCouncilChosen,
  NotAskedInPrivate,
  NotAskedWhoMustNotKnow,
  NoWayToReachHer,
  ReferralStopped,
} from './refusals';

export interface MakeDutyToRefer {
  readonly on?: IsoDate;
  readonly content: ReferralContent;
}

/**
 * Sends the referral to the council she chose: with her three agreements (Code of Guidance 4.1), after she was asked in
 * private who must not know (E.2), and never against her instructions.
 */
export const makeDutyToRefer =
  (
    command: MakeDutyToRefer,
    day: OnThatDay,
    instructions: StandingInstructions,
  ): Decision<DutyToRefer, DutyToReferEvent> =>
  (state) => {
    const referral = readyToSend(state);
    const { referralId, caseId, reason } = referral;
    const council = chosenCouncil(referral, day.today);
    askedInPrivate(referral.whoMustNotKnow, council);
    const stop = stopTo(council, instructions, day.today);
    if (stop) throw new ReferralStopped(stop);
    if (!canBeReached(command.content)) throw new NoWayToReachHer();
    const on = sentOn(command.on, referral, day);
    const receipt = limit('dutyToRefer.receipt', day.today);
    const receiptDueBy = isoDate(workingDaysAfter(date(on), receipt.value));
    const content = Personal.of(command.content);
    return dutyToReferMade({ referralId, caseId, council, reason, on, receiptDueBy, content });
  };

const readyToSend = (state: DutyToRefer): Drafted => {
  const referral = prepared(state);
  if (referral.status === 'sent') throw new AlreadySent();
  const missing = missingAgreements(referral.agreements);
  if (missing.length > 0) throw new AgreementMissing(missing);
  return referral;
};

/** The council she chose, as it stands today. @throws ChosenAuthorityGone where it was abolished since. */
export const chosenCouncil = ({ agreements }: Drafted, today: PlainDate): GssCode => {
  const chosen = agreements['choice-of-council']?.council;
  if (chosen === undefined) throw new NoCouncilChosen();
  const authority = housingAuthorityOn(chosen, today);
  if (!authority.ok) throw new ChosenAuthorityGone(authority);
  return authority.council.code;
};

const askedInPrivate = (asked: WhoMustNotKnow | undefined, council: GssCode): void => {
  if (asked?.council !== council) throw new NotAskedWhoMustNotKnow();
  if (!asked.inPrivate) throw new NotAskedInPrivate();
  if (asked.anyoneAtThisCouncil === 'yes') throw new ReferralStopped('someone-must-not-know');
  if (asked.anyoneInThisArea === 'yes') throw new ReferralStopped('area-to-avoid');
};

/** By a way that the council may use: a number counts with a use of it that she marked as safe. */
const canBeReached = ({ contact: { inCustody, afterRelease = {} } }: ReferralContent): boolean => {
  const { phone, email, throughWorker, safeToCall, safeToText, safeToLeaveMessage } = afterRelease;
  const safePhone = phone !== undefined && (safeToCall || safeToText || safeToLeaveMessage);
  return inCustody !== undefined || safePhone === true || email !== undefined || throughWorker !== undefined;
};

const sentOn = (on: IsoDate | undefined, { agreements }: Drafted, day: OnThatDay): IsoDate => {
  const sent = happenedOn(on, day);
  for (const to of agreementsTo) {
    const agreement = agreements[to];
    if (agreement) notBefore(sent, agreement.on, 'of her agreement');
  }
  return sent;
};
