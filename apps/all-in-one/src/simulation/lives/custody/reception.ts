import { isBefore } from '@ttg/calendar';
import type { LegalStatus, ReceivedFrom } from '@ttg/custody/events';
import { ListCourtHearing, RecordSentence } from '@ttg/custody/legal-status/commands';
import { custodyDays, custodyRates as rates, fixedTermRecalls } from '../../rates/custody';
import { daysFrom, workingDayFrom, type Day } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import type { Stay } from '../stay';
import { setReleaseDate } from './release-day';

/** In what standing she comes, and from where. */
export interface Standing {
  readonly legalStatus: Extract<LegalStatus, 'remand' | 'sentenced' | 'recalled'>;
  readonly from: ReceivedFrom;
}

export const remanded: Standing = { legalStatus: 'remand', from: 'court' };
export const recalled: Standing = { legalStatus: 'recalled', from: 'recall' };
const sentenced: Standing = { legalStatus: 'sentenced', from: 'court' };

/** How a woman comes who is not known here. */
export const standingOf = (dice: Dice): Standing => {
  const [onRemand, onRecall] = [rates.receivedOnRemand.value, rates.receivedOnRecall.value];
  const came = dice.byShare({ onRemand, onRecall, sentenced: 1 - onRemand - onRecall });
  if (came === 'sentenced') return sentenced;
  return came === 'onRemand' ? remanded : recalled;
};

/** A case that begins on that day. */
export const newStay = (
  number: number,
  caseId: string,
  receivedOn: Day,
  { prison, legalStatus }: Pick<Stay, 'prison' | 'legalStatus'>,
): Stay => ({
  number,
  caseId,
  receivedOn,
  prison,
  legalStatus,
  screened: 'not-yet',
  served: [],
  contacted: false,
  closed: false,
});

/** What is known on the day she comes: her sentence and the end of a recall, or when she is in court next. */
export const onReception = (life: Life, dice: Dice): void => {
  const { stay } = life;
  if (stay.legalStatus === 'remand') listHearing(life, dice.between(...custodyDays.untilHearing));
  else if (stay.legalStatus === 'sentenced') sentence(life, dice, dice.between(...custodyDays.served));
  else recall(life, dice);
};

/** @param days from today; courts sit on working days */
export const listHearing = (life: Life, days: number): void => {
  const { stay, today } = life;
  const on = workingDayFrom(daysFrom(today, days));
  stay.hearingOn = on;
  const hearing = { on: on.iso, court: 'Example Magistrates’ Court' };
  life.record(life.inPrison('prison-resettlement'), 'court hearing', new ListCourtHearing(stay.caseId, hearing));
};

/** @param days that she will serve from today */
export const sentence = (life: Life, dice: Dice, days: number): void => {
  const { stay, today } = life;
  stay.legalStatus = 'sentenced';
  stay.hearingOn = undefined;
  stay.sentencedOn = today;
  stay.served = [{ from: today.date }];
  stay.dateDue = {
    on: daysFrom(today, dice.between(...custodyDays.untilFirstDate)),
    date: daysFrom(today, days),
    type: dice.happens(rates.conditionalRelease.value) ? 'CRD' : 'ARD',
  };
  // She serves a part of it: a third to a half (0.4 of the domain notes).
  const passed = { on: today.iso, sentenceType: 'determinate' as const, days: days * 2 };
  life.record(life.inPrison('prison-resettlement'), 'sentence', new RecordSentence(stay.caseId, passed));
};

/** A recall for a fixed term ends when its days are over, that of her return included (0.3 of the domain notes). */
const recall = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  const sentencedOn = stay.sentencedOn ?? daysFrom(today, -dice.between(...custodyDays.sentencedBeforeRecall));
  stay.sentencedOn = sentencedOn;
  stay.served = [{ from: today.date }];
  const passed = { on: sentencedOn.iso, sentenceType: 'determinate' as const, days: 400 };
  life.record(life.inPrison('prison-resettlement'), 'sentence', new RecordSentence(stay.caseId, passed));
  const isFixed = dice.happens(rates.fixedTermRecall.value);
  const { type, days } = isFixed ? fixedTerm(today) : standardRecall(dice);
  setReleaseDate(life, { date: daysFrom(today, days - 1), type }, { source: 'recall', reason: 'first-calculation' });
};

const fixedTerm = (today: Day) => {
  const { from, days, before } = fixedTermRecalls;
  return isBefore(today.date, from) ? { type: 'PRRD' as const, days: before } : { type: 'FTR56' as const, days };
};

const standardRecall = (dice: Dice) => ({ type: 'PRRD' as const, days: dice.between(...custodyDays.standardRecall) });
