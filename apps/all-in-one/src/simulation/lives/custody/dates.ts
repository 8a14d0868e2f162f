import { WithdrawDate } from '@ttg/custody/release-dates/commands';
import { custodyDays, custodyRates as rates } from '../../rates/custody';
import { daysFrom, daysUntil, perWorkingDay } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import type { KnownDate } from '../stay';
import { setReleaseDate } from './release-day';

/** A date that moves leaves staff this many days at least. */
const notice = 5;

/** A date becomes known when it is calculated; then it may move: nearer, further off, or away and back again. */
export const dates = (life: Life, dice: Dice): void => {
  const { stay, today } = life;
  const { dateDue, releaseDate } = stay;
  if (dateDue) {
    if (daysUntil(today, dateDue.on) > 0 || !today.isWorking) return;
    const reason = stay.receivedOn.number === stay.sentencedOn?.number ? 'first-calculation' : 'remand-time-counted';
    setReleaseDate(life, dateDue, { source: 'calculation', reason });
    return;
  }
  const canMove = releaseDate && stay.legalStatus === 'sentenced' && (life.daysToRelease ?? 0) > 2 * notice;
  if (canMove && life.today.isWorking && dice.happens(rates.dateMovesADay.value * perWorkingDay))
    move(life, dice, releaseDate);
};

const move = (life: Life, dice: Dice, before: KnownDate): void => {
  if (dice.happens(rates.dateWithdrawn.value)) return withdraw(life, dice, before);
  const days = dice.between(...custodyDays.dateMoves);
  const isNearer = dice.happens(rates.dateNearer.value);
  const earliest = daysFrom(life.today, notice);
  const moved = daysFrom(before.date, isNearer ? -days : days);
  const date = moved.number < earliest.number ? earliest : moved;
  if (isNearer && dice.happens(rates.curfew.value * 2)) {
    setReleaseDate(life, { date, type: 'HDCAD' }, { source: 'home-detention-curfew', reason: 'curfew-decision' });
  } else {
    setReleaseDate(
      life,
      { date, type: before.type },
      { source: 'calculation', reason: isNearer ? dice.oneOf(['recalculated', 'days-restored']) : 'days-added' },
    );
  }
};

const withdraw = (life: Life, dice: Dice, before: KnownDate): void => {
  const { stay, today } = life;
  const again = daysFrom(today, dice.between(...custodyDays.untilDateAgain));
  const latest = before.date.number < again.number + notice ? daysFrom(again, notice) : before.date;
  stay.releaseDate = undefined;
  stay.leavesOn = undefined;
  stay.dateDue = { on: again, date: latest, type: before.type };
  const withdrawal = { source: 'calculation' as const, reason: dice.oneOf(['recalculated', 'appeal'] as const) };
  life.record(
    life.inPrison('prison-resettlement'),
    'release date withdrawn',
    new WithdrawDate(stay.caseId, withdrawal),
  );
};
