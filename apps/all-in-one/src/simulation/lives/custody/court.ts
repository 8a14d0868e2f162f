import { ChangeCustodyStatus } from '@ttg/custody/legal-status/commands';
import { custodyDays, custodyRates as rates } from '../../rates/custody';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { listHearing, sentence } from './reception';
import { leave } from './leaving';

/** A day in court: it goes on another day, or she walks out with no notice, or she is sentenced. */
export const inCourt = (life: Life, dice: Dice): void => {
  life.stay.hearingOn = undefined;
  if (dice.happens(rates.adjourned.value)) adjourn(life, dice);
  else if (dice.happens(rates.releasedByCourt.value)) leave(life, dice, 'court');
  else sentence(life, dice, dice.between(...custodyDays.leftAfterRemand));
};

const adjourn = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  if (stay.legalStatus === 'remand' && dice.happens(0.5)) {
    stay.legalStatus = 'convicted-unsentenced';
    const change = { legalStatus: stay.legalStatus, on: today.iso };
    life.record(life.inPrison('prison-resettlement'), 'custody status', new ChangeCustodyStatus(stay.caseId, change));
  }
  listHearing(life, dice.between(...custodyDays.untilNextHearing));
};
