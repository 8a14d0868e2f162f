import { MoveToPrison } from '@ttg/custody/moves/commands';
import { parsePrisonId } from '@ttg/reference';
import { custodyRates as rates, movesFrom } from '../../rates/custody';
import { perWorkingDay } from '../days';
import type { Dice } from '../dice';
import type { Life, Strand } from '../life';
import { inCourt } from './court';
import { dates } from './dates';
import { leave } from './leaving';
import { outside } from './outside';
import { releaseInError } from './release-in-error';
import { screening } from './screening';

/** Reception to release, and back: her custody as it goes on from the day she was received. */
export const custody = (life: Life): Strand => {
  const dice = life.her.dice.for('custody');
  const slips = life.her.dice.for('custody, slips');
  return () => {
    if (!life.isInside) return outside(life, dice);
    inside(life, dice);
    if (life.isInside) releaseInError(life, slips);
  };
};

const inside = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  screening(life, dice);
  if (stay.hearingOn?.number === today.number) inCourt(life, dice);
  else if (life.leavesWithin(0)) leave(life, dice, 'prison');
  else {
    dates(life, dice);
    move(life, dice);
  }
};

/** Women on remand stay near their court. */
const move = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  const among = movesFrom[stay.prison];
  if (!among || stay.legalStatus !== 'sentenced' || life.leavesWithin(5)) return;
  if (!today.isWorking || !dice.happens(rates.movesADay.value * perWorkingDay)) return;
  const from = life.inPrison('prison-resettlement');
  stay.prison = parsePrisonId(dice.byShare(among));
  life.record(from, 'move', new MoveToPrison(stay.caseId, { to: stay.prison, on: today.iso }));
};
