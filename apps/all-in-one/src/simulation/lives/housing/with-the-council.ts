import { answerAgreement } from '@ttg/housing/duty-to-refer/agreements';
import { RecordOnReferral } from '@ttg/housing/duty-to-refer/commands';
import {
  arrangeCall,
  askToReconfirm,
  attemptContact,
  makeContact,
  receiveReferral,
  reconfirmReferral,
} from '@ttg/housing/duty-to-refer/council-answers';
import { decideDuty, endDuty } from '@ttg/housing/duty-to-refer/duties';
import { withdrawReferral } from '@ttg/housing/duty-to-refer/withdrawal';
import { isoInstant } from '@ttg/event-sourcing';
import { housingRates as rates } from '../../rates/housing';
import { staffRates } from '../../rates/staff';
import { momentOf } from '../act';
import { daysFrom, daysUntil, perWorkingDay } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { staffOf } from '../staff';
import type { ReferralSoFar } from './housing-so-far';

/** How far her day may move before the council is asked whether the referral still stands (G7). */
const movedFar = 28;
const dutyLasts = 56;

/** A referral that has left: received, spoken about, decided, ended; or taken back. */
export const withTheCouncil = (life: Life, dice: Dice, referral: ReferralSoFar): void => {
  if (takenBack(life, dice, referral)) return;
  steps[referral.stage](life, dice, referral);
  reconfirm(life, dice, referral);
};

type Step = (life: Life, dice: Dice, referral: ReferralSoFar) => void;

/** What is recorded of a referral on a day, whoever records it. */
type Decide = ConstructorParameters<typeof RecordOnReferral>[1];

const council = (life: Life) => staffOf('council-housing', life.her.council);

const byCouncil = (life: Life, { referralId }: ReferralSoFar, name: string, decide: Decide): void =>
  life.record(council(life), name, new RecordOnReferral(referralId, decide));

const byPrison = (life: Life, { referralId }: ReferralSoFar, name: string, decide: Decide): void =>
  life.record(life.inPrison('prison-resettlement'), name, new RecordOnReferral(referralId, decide));

const receipt: Step = (life, dice, referral) => {
  if (!life.getsDone(dice, staffRates.receipt)) return;
  referral.stage = 'received';
  const received = {
    on: life.today.iso,
    how: dice.byShare({ portal: 0.5, email: 0.25, automatic: 0.2, phone: 0.05 }),
    reference: `EXAMPLE-${dice.between(10_000, 99_999)}`,
  };
  byCouncil(life, referral, 'receipt', (day) => receiveReferral(received, day));
};

/** A call is booked, an attempt fails, or they speak. */
const contact: Step = (life, dice, referral) => {
  if (!life.getsDone(dice, staffRates.contact)) return;
  const on = life.today.iso;
  if (!referral.callBooked && life.isInside && dice.happens(rates.callBooked.value)) {
    referral.callBooked = true;
    const slotAt = isoInstant(momentOf({ on: daysFrom(life.today, dice.between(1, 4)), minute: 14 * 60 }));
    byCouncil(life, referral, 'call booked', (day) => arrangeCall({ on, slotAt }, day));
  } else if (dice.happens(rates.notBroughtToPhone.value)) {
    const outcome = life.isInside ? ('not-brought-to-phone' as const) : ('no-answer' as const);
    byCouncil(life, referral, 'contact attempted', (day) => attemptContact({ on, how: 'phone', outcome }, day));
  } else {
    referral.stage = 'spoken-with';
    byCouncil(life, referral, 'contact', (day) => makeContact({ on, how: 'phone' }, day));
  }
};

/** Prevention while she is inside, relief once she is homeless. */
const decision: Step = (life, dice, referral) => {
  if (!life.getsDone(dice, staffRates.decision)) return;
  const { today } = life;
  const [accepted, notHomeless] = [rates.preventionAccepted.value, rates.notHomeless.value];
  const outcome = dice.byShare({ accepted, notHomeless, later: 1 - accepted - notHomeless });
  if (outcome === 'later') return;
  const told = { decidedOn: today.iso, notifiedOn: today.iso };
  if (outcome === 'notHomeless') {
    referral.stage = 'over';
    const decided = { ...told, section: 'not-homeless', outcome: 'REJECTED_FOR_ANOTHER_REASON' } as const;
    byCouncil(life, referral, 'duty decided', (day) => decideDuty(decided, day));
    return;
  }
  const section = life.isInside ? 's.195' : 's.189B';
  referral.stage = 'decided';
  referral.duty = { section, on: today };
  const decided = { ...told, section, outcome: 'PREVENTION_AND_RELIEF_DUTY' } as const;
  byCouncil(life, referral, 'duty decided', (day) => decideDuty(decided, day));
};

/** It ends when she has a home, or after 56 days. */
const ending: Step = (life, _dice, referral) => {
  const { housing, today } = life;
  const { duty } = referral;
  if (!duty || !today.isWorking) return;
  const isHoused = housing.place?.status === 'started' && housing.place.nights === undefined;
  if (!isHoused && daysUntil(duty.on, today) < dutyLasts) return;
  const { section } = duty;
  const over = section === 's.195' ? '56-days-no-further-action' : '56-days-elapsed';
  const reason = isHoused ? 'secured-6-months' : over;
  referral.stage = 'over';
  byCouncil(life, referral, 'duty ended', (day) => endDuty({ section, reason, on: today.iso }, day));
};

const nothing: Step = () => undefined;

const steps: Readonly<Record<ReferralSoFar['stage'], Step>> = {
  drafted: nothing,
  sent: receipt,
  received: contact,
  'spoken-with': decision,
  decided: ending,
  over: nothing,
};

/** She takes her agreement back, or needs it no more. @returns whether it is over */
const takenBack = (life: Life, dice: Dice, referral: ReferralSoFar): boolean => {
  const { housing, today } = life;
  if (!today.isWorking) return false;
  const on = today.iso;
  const isSettled = housing.place?.status === 'started' && housing.place.nights === undefined;
  if (isSettled && referral.stage !== 'decided' && dice.happens(0.3)) {
    referral.stage = 'over';
    const withdrawal = { reason: 'HOUSING_NEED_RESOLVED', on } as const;
    byPrison(life, referral, 'referral withdrawn', (day) => withdrawReferral(withdrawal, day));
    return true;
  }
  if (!dice.happens(rates.withdrawsADay.value * perWorkingDay)) return false;
  referral.stage = 'over';
  housing.wantsNone = true;
  const answer = { to: 'referral', answer: 'withdrawn', on, how: 'face-to-face' } as const;
  byPrison(life, referral, 'agreement withdrawn', (day) => answerAgreement(answer, day));
  return true;
};

const reconfirm: Step = (life, dice, referral) => {
  const { stay, today } = life;
  if (referral.stage === 'over' || !today.isWorking) return;
  if (referral.reconfirming) {
    if (!life.getsDone(dice, staffRates.reconfirmed)) return;
    referral.reconfirming = false;
    referral.sentFor = stay.leavesOn;
    byCouncil(life, referral, 'reconfirmed', (day) =>
      reconfirmReferral({ on: today.iso, by: 'Housing options desk' }, day),
    );
    return;
  }
  const { sentFor } = referral;
  const moved = sentFor && stay.leavesOn ? Math.abs(daysUntil(sentFor, stay.leavesOn)) : 0;
  if (moved <= movedFar) return;
  referral.reconfirming = true;
  byPrison(life, referral, 'needs reconfirming', (day) => askToReconfirm({ on: today.iso, why: 'release-moved' }, day));
};
