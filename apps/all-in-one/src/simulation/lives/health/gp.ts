import { RecordGpRegistration } from '@ttg/health/gp-registration/commands';
import {
  confirmRegistration,
  declineRegistration,
  refuseRegistration,
  requestRegistration,
} from '@ttg/health/gp-registration/register';
import { gpRefusals, healthRates as rates } from '../../rates/health';
import { lead, staffRates } from '../../rates/staff';
import type { Dice } from '../dice';
import type { Life, Strand } from '../life';
import { isUnsentenced } from '../stay';

type Decide = ConstructorParameters<typeof RecordGpRegistration>[1];

/** Codes of the shape that practices have, of none that there is. */
const practices = ['Z99001', 'Z99002', 'Z99003', 'Z99004'] as const;

type Stage = 'to-ask' | 'asked' | 'refused' | 'settled';

/** A practice outside: asked four weeks before the day, at once where a court may let her go any day. */
export const gp = (life: Life): Strand => {
  const dice = life.her.dice.for('gp');
  let { number } = life.stay;
  let stage: Stage = life.her.needsGp ? 'to-ask' : 'settled';
  return () => {
    if (life.stay.number !== number) stage = life.her.needsGp ? 'to-ask' : 'settled';
    number = life.stay.number;
    if (stage !== 'settled' && !life.stay.closed) stage = steps[stage](life, dice);
  };
};

type Step = (life: Life, dice: Dice) => Stage;

const record = (life: Life, name: string, decide: Decide): void =>
  life.record(life.inPrison('prison-resettlement'), name, new RecordGpRegistration(life.stay.caseId, decide));

const isDue = (life: Life): boolean => {
  if (life.stay.screened === 'not-yet') return false;
  if (!life.isInside) return (life.daysOutside ?? 0) <= 28;
  return isUnsentenced(life.stay) || life.leavesWithin(lead.gp);
};

const ask: Step = (life, dice) => {
  const { stay, today } = life;
  const pace = isUnsentenced(stay) ? staffRates.preparedForCourt : staffRates.gpAsked;
  if (!isDue(life) || !life.getsDone(dice, pace)) return 'to-ask';
  const of = { caseId: stay.caseId, on: today.iso };
  if (dice.happens(rates.declinesGp.value)) {
    record(life, 'GP declined', (day) => declineRegistration({ ...of, herWords: 'Not now.' }, day));
    return 'settled';
  }
  const request = { ...of, practice: dice.oneOf(practices), gms1Signed: true };
  record(life, 'GP asked', (day) => requestRegistration(request, day));
  return 'asked';
};

const answer: Step = (life, dice) => {
  if (!life.getsDone(dice, staffRates.gpAnswer)) return 'asked';
  const of = { caseId: life.stay.caseId, on: life.today.iso };
  if (dice.happens(rates.practiceRefuses.value)) {
    const reason = dice.byShare(gpRefusals);
    record(life, 'GP refused', (day) => refuseRegistration({ ...of, reason }, day));
    return 'refused';
  }
  record(life, 'GP confirmed', (day) => confirmRegistration(of, day));
  return 'settled';
};

/** With the wording of NHS England most practices come round. */
const insist: Step = (life, dice) => {
  if (!life.getsDone(dice, staffRates.gpAsked)) return 'refused';
  const of = { caseId: life.stay.caseId, on: life.today.iso };
  record(life, 'GP confirmed', (day) => confirmRegistration(of, day));
  return 'settled';
};

const steps: Readonly<Record<Exclude<Stage, 'settled'>, Step>> = { 'to-ask': ask, asked: answer, refused: insist };
