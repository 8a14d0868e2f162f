import { type AnswerAgreement, answerAgreement, askWhoMustNotKnow } from '@ttg/housing/duty-to-refer/agreements';
import { BeginReferral, RecordOnReferral } from '@ttg/housing/duty-to-refer/commands';
import { SendReferral } from '@ttg/housing/duty-to-refer/send-referral';
import { housingRates as rates } from '../../rates/housing';
import { lead, staffRates } from '../../rates/staff';
import { daysFrom } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { isUnsentenced } from '../stay';
import type { ReferralSoFar } from './housing-so-far';
import { withTheCouncil } from './with-the-council';

const weeksBeforeAskingAgain = 2;

/** The duty to refer, from her agreement to the council's decision. */
export const referral = (life: Life, dice: Dice): void => {
  const { housing } = life;
  const { referral: current } = housing;
  if (current && current.stage !== 'over') {
    if (current.stage === 'drafted') completeDraft(life, dice, current);
    else withTheCouncil(life, dice, current);
  } else if (isDue(life) && life.getsDone(dice, paceOf(life))) prepare(life, dice);
};

const paceOf = ({ stay }: Life) => (isUnsentenced(stay) ? staffRates.preparedForCourt : staffRates.referralPrepared);

/** Eight weeks before the day, at once where less is left, and at once where a court may let her go any day. */
const isDue = (life: Life): boolean => {
  const { housing, stay, today } = life;
  const { inNeed, wantsNone, askAgainOn, place } = housing;
  if (!inNeed || wantsNone || stay.screened === 'not-yet' || place?.status === 'started') return false;
  if (askAgainOn && today.number < askAgainOn.number) return false;
  if (!life.isInside) return (life.daysOutside ?? 0) <= 28;
  return isUnsentenced(stay) || life.leavesWithin(lead.referral);
};

const prepare = (life: Life, dice: Dice): void => {
  const { housing, stay } = life;
  const staff = life.inPrison('prison-resettlement');
  const attempt = housing.askAgainOn ? 'again' : 'first';
  const referralId = life.idOf(`referral-${attempt}-${life.today.number}`);
  const draft = {
    referralId,
    caseId: stay.caseId,
    reason: life.isInside ? ('threatened' as const) : ('homeless' as const),
  };
  life.record(staff, 'referral drafted', new BeginReferral(draft));
  if (!agreesTo(life, dice)) {
    agreement(life, referralId, { to: 'referral', answer: 'refused', herWords: 'I will sort it out myself.' });
    housing.wantsNone = housing.askAgainOn !== undefined;
    housing.askAgainOn = daysFrom(life.today, weeksBeforeAskingAgain * 7);
    return;
  }
  agreement(life, referralId, { to: 'referral', answer: 'given', herWords: 'Yes, if it gets me a place.' });
  agreement(life, referralId, { to: 'choice-of-council', answer: 'given', council: life.her.council });
  agreement(life, referralId, { to: 'pass-on-contact-details', answer: 'given' });
  const drafted: ReferralSoFar = {
    ...{ referralId, stage: 'drafted', askedAlone: false, callBooked: false, reconfirming: false },
  };
  housing.referral = drafted;
  ask(life, dice, drafted);
  if (drafted.askedAlone && dice.happens(rates.sentAtOnce.value)) send(life, drafted);
};

const agreesTo = ({ housing }: Life, dice: Dice): boolean =>
  housing.askAgainOn ? dice.happens(rates.agreesWhenAskedAgain.value) : !dice.happens(rates.refusesReferral.value);

const agreement = (
  life: Life,
  referralId: string,
  said: Pick<AnswerAgreement, 'to' | 'answer' | 'council' | 'herWords'>,
) => {
  const answer = { ...said, on: life.today.iso, how: 'face-to-face' as const };
  const command = new RecordOnReferral(referralId, (day) => answerAgreement(answer, day));
  life.record(life.inPrison('prison-resettlement'), `agreement ${said.answer}`, command);
};

/** Whom she avoids is settled before: she chose a council where there is nobody. */
const ask = (life: Life, dice: Dice, current: ReferralSoFar): void => {
  current.askedAlone = dice.happens(rates.askedInPrivate.value);
  const asked = { inPrivate: current.askedAlone, anyoneAtThisCouncil: 'no', anyoneInThisArea: 'no' } as const;
  const command = new RecordOnReferral(current.referralId, (day) => askWhoMustNotKnow(asked, day));
  life.record(life.inPrison('prison-resettlement'), 'asked who must not know', command);
};

const completeDraft = (life: Life, dice: Dice, current: ReferralSoFar): void => {
  if (!life.getsDone(dice, staffRates.referralSent)) return;
  if (!current.askedAlone) ask(life, dice, current);
  if (current.askedAlone) send(life, current);
};

const send = (life: Life, current: ReferralSoFar): void => {
  const { her, today } = life;
  const content = {
    name: `${her.names.first} ${her.names.last}`,
    contact: {
      inCustody: life.isInside ? { route: 'prison-phone-slot' as const } : undefined,
      afterRelease: { throughWorker: 'Her probation practitioner', safeToCall: false, safeToText: false },
    },
    mainReason: 'left-institution',
    needs: her.takesMedicines ? 'Support with her health' : undefined,
  };
  current.stage = 'sent';
  current.sentFor = life.stay.leavesOn;
  const command = new SendReferral(current.referralId, { on: today.iso, content }, { on: today.iso });
  life.record(life.inPrison('prison-resettlement'), 'duty to refer', command);
};
