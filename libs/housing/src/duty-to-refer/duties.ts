import { date } from '@ttg/calendar';
import { type Decision, InvalidCommand, type IsoDate, isoDate, Personal, Refusal } from '@ttg/event-sourcing';
import { limit, preventionEndings, reliefEndings } from '@ttg/reference';
import { dutyDecided, dutyEnded, type DutySection, type DutyToReferEvent, type ReferralOutcome } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { sinceSent, withTheCouncil } from './council-answers';
import { owesNothing, type DutyToRefer } from './referral';

type Deciding = Decision<DutyToRefer, DutyToReferEvent>;

export class DutyNotRunning extends Refusal {
  readonly code = 'duty-not-running';
  override readonly field = 'section';

  constructor(section: DutySection) {
    super(`No duty under ${section} is running on this referral. Record the decision that it is owed first.`);
  }
}

export class NotAnEndingOfThatDuty extends InvalidCommand {
  readonly code = 'not-an-ending-of-that-duty';
  readonly field = 'reason';

  constructor(section: DutySection, endings: readonly string[]) {
    super(`A duty under ${section} ends in one of these ways: ${endings.join(', ')}.`);
  }
}

/** The main duty, and the duty to the intentionally homeless, have no published list of their own here. */
const otherEndings = [
  'accommodation-secured',
  'refused-suitable-offer',
  'contact-lost',
  'withdrew-or-deceased',
  'no-longer-eligible',
  'period-over',
  'other',
] as const;

/** How a duty of that section may end: published wording where there is some. */
export const endingsOf = (section: DutySection): readonly string[] => {
  if (section === 's.195') return preventionEndings.codes;
  return section === 's.189B' ? reliefEndings.codes : otherEndings;
};

export type OutcomeReason = ReferralOutcome['reason'];

/** The outcome as HMPPS exchanges it: the reason tells the state. */
export const outcomes: Readonly<Record<OutcomeReason, ReferralOutcome>> = {
  PREVENTION_AND_RELIEF_DUTY: { status: 'ACCEPTED', reason: 'PREVENTION_AND_RELIEF_DUTY' },
  PRIORITY_NEED: { status: 'ACCEPTED', reason: 'PRIORITY_NEED' },
  NO_LOCAL_CONNECTION: { status: 'NOT_ACCEPTED', reason: 'NO_LOCAL_CONNECTION' },
  INTENTIONALLY_HOMELESS: { status: 'NOT_ACCEPTED', reason: 'INTENTIONALLY_HOMELESS' },
  REJECTED_FOR_ANOTHER_REASON: { status: 'NOT_ACCEPTED', reason: 'REJECTED_FOR_ANOTHER_REASON' },
};

/** In a word; the council's own reasons stay sealed. */
export const decisionReasons = [
  'intentionally-homeless',
  'no-priority-need',
  'no-local-connection',
  'accommodation-available',
  'no-recourse',
  'other',
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

export interface DecideDuty {
  readonly section: DutySection;
  readonly decidedOn: IsoDate;
  readonly notifiedOn: IsoDate;
  readonly reason?: DecisionReason;
  readonly words?: string;
  readonly outcome?: OutcomeReason;
}

/** What the council decided it owes. She may ask for a review within 21 days beginning with the day she was told (s.202(3)). */
export const decideDuty =
  (command: DecideDuty, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const { referralId, caseId } = referral;
    const { section, reason, words, outcome } = command;
    const decidedOn = sinceSent(command.decidedOn, referral, day, 'decidedOn');
    const told = happenedOn(command.notifiedOn, day, 'notifiedOn');
    const notifiedOn = notBefore(told, decidedOn, 'of the decision', 'notifiedOn');
    const { value: days } = limit('council.review', day.today);
    return dutyDecided({
      referralId,
      caseId,
      section,
      reason,
      decidedOn,
      notifiedOn,
      lastDayForReview: isoDate(date(notifiedOn).add({ days: days - 1 })),
      outcome: outcome && outcomes[outcome],
      words: words === undefined ? undefined : Personal.of(words),
    });
  };

export interface EndDuty {
  readonly section: DutySection;
  readonly reason: string;
  readonly on?: IsoDate;
}

/** A duty that was owed has ended. `contact-lost` is among the ways, and the one to make rare. */
export const endDuty =
  ({ section, reason, on: given }: EndDuty, day: OnThatDay): Deciding =>
  (state) => {
    const referral = withTheCouncil(state);
    const running = referral.duties.find((duty) => duty.section === section && !duty.ended);
    if (!running || owesNothing(section)) throw new DutyNotRunning(section);
    const endings = endingsOf(section);
    if (!endings.includes(reason)) throw new NotAnEndingOfThatDuty(section, endings);
    const on = notBefore(happenedOn(given, day), running.decidedOn, 'of the decision');
    return dutyEnded({ referralId: referral.referralId, caseId: referral.caseId, section, reason, on });
  };
