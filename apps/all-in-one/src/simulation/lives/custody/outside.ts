import { CloseCustodyCase } from '@ttg/custody/closing/commands';
import { RecordContactAfterRelease } from '@ttg/custody/release/commands';
import { RecordReturn } from '@ttg/custody/return/commands';
import { custodyRates as rates } from '../../rates/custody';
import { staffRates } from '../../rates/staff';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { probation } from '../staff';
import { newStay, onReception, recalled, remanded, type Standing } from './reception';

const weeksOpen = 12;

/** After she left: somebody reaches her, she comes back, or the case ends. */
export const outside = (life: Life, dice: Dice): void => {
  const { stay } = life;
  const days = life.daysOutside ?? 0;
  if (stay.closed) return;
  if (!stay.contacted && days <= 21 && dice.happens(contactChance(life))) reach(life, dice);
  const back = days > 3 && days < weeksOpen * 7 ? comesBack(life, dice) : undefined;
  if (back) comeBack(life, dice, back);
  else if (days >= weeksOpen * 7 && life.getsDone(dice, staffRates.caseClosed)) close(life);
};

/** Nobody plans to meet a woman whom a court let go: weekends pass. */
const contactChance = ({ stay, today }: Life): number => {
  const { value } = staffRates.contactAfterRelease;
  return stay.released?.from === 'prison' || today.isWorking ? value : 0;
};

const reach = (life: Life, dice: Dice): void => {
  const { stay } = life;
  stay.contacted = true;
  const contact = { at: life.now, route: dice.oneOf(['safe-phone', 'in-person', 'through-worker'] as const) };
  life.record(probation, 'contact after release', new RecordContactAfterRelease(stay.caseId, contact));
};

/** Recalled only where she is supervised: not after a court let her go. */
const comesBack = ({ stay }: Life, dice: Dice): Standing | undefined => {
  if (stay.released?.from === 'prison' && dice.happens(rates.recalledADay.value)) return recalled;
  return dice.happens(rates.newChargeADay.value) ? remanded : undefined;
};

/** Her case ends, and the next one begins. */
const comeBack = (life: Life, dice: Dice, { legalStatus, from }: Standing): void => {
  const { her, stay, today } = life;
  const number = stay.number + 1;
  const next = newStay(number, her.idOf(`${number}|case`), today, { prison: her.courtPrison, legalStatus });
  const reception = { prison: next.prison, receivedOn: today.iso, from, legalStatus };
  const reason = legalStatus === 'recalled' ? ('recall' as const) : ('new-charge' as const);
  life.record(
    life.inPrison('prison-resettlement'),
    'return to custody',
    new RecordReturn(stay.caseId, next.caseId, reason, reception),
  );
  next.sentencedOn = legalStatus === 'recalled' ? stay.sentencedOn : undefined;
  life.stay = next;
  onReception(life, dice);
};

const close = (life: Life): void => {
  const { stay, today } = life;
  stay.closed = true;
  const closing = { on: today.iso, reason: 'period-over' as const };
  life.record(life.inPrison('prison-resettlement'), 'case closed', new CloseCustodyCase(stay.caseId, closing));
};
