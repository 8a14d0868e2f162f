import { needNoMedicines, type ReviewedMedicine, reviewMedicines } from '@ttg/health/medication-handover/review';
import { planCourtDay, planHandover } from '@ttg/health/medication-handover/supply';
import { healthRates as rates, inHandDays } from '../../rates/health';
import { lead, staffRates } from '../../rates/staff';
import { daysFrom } from '../days';
import type { Dice } from '../dice';
import type { Life, Strand } from '../life';
import { isUnsentenced } from '../stay';
import { follow } from './first-contact';
import { type MedicinesSoFar, medicinesAtFirst, recordMedicines } from './medicines-so-far';
import { leavesWithMedicines, prescribe } from './on-release';

/** From the review to whoever takes over outside. */
export const medicines = (life: Life): Strand => {
  const dice = life.her.dice.for('medicines');
  let { number } = life.stay;
  let soFar = medicinesAtFirst(dice);
  return () => {
    if (life.stay.number !== number) soFar = medicinesAtFirst(dice);
    number = life.stay.number;
    if (life.stay.screened === 'not-yet' || life.stay.closed) return;
    if (life.isInside) inside(life, dice, soFar);
    else if (life.daysOutside === 0) leavesWithMedicines(life, dice, soFar);
    else afterwards(life, dice, soFar);
    follow(life, dice, soFar);
  };
};

const inside = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  const { her, stay, today } = life;
  const of = { caseId: stay.caseId, on: today.iso };
  if (!her.takesMedicines) {
    if (soFar.review !== 'not-yet' || !life.getsDone(dice, staffRates.medicinesReviewed)) return;
    soFar.review = 'none';
    recordMedicines(life, 'no medicines', (day) => needNoMedicines(of, day));
    return;
  }
  if (isUnsentenced(stay) && !soFar.courtDayPlanned && life.getsDone(dice, staffRates.preparedForCourt)) {
    soFar.courtDayPlanned = true;
    recordMedicines(life, 'court day medicines', (day) => planCourtDay(of, day));
  }
  const isDue = soFar.review === 'not-yet' && life.leavesWithin(lead.medicines);
  if (isDue && life.getsDone(dice, staffRates.medicinesReviewed)) review(life, dice, soFar);
};

/** A court let her go before anybody had looked: healthcare makes up for it, with a prescription she can collect outside. */
const afterwards = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  const isMissed = life.her.takesMedicines && soFar.review === 'not-yet' && (life.daysOutside ?? 0) <= lead.medicines;
  if (!isMissed || !life.getsDone(dice, staffRates.medicinesReviewed)) return;
  review(life, dice, soFar);
  prescribe(life, soFar);
};

const review = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  const { stay, today } = life;
  const of = { caseId: stay.caseId, on: today.iso };
  const items = itemsOf(life, dice);
  soFar.review = 'done';
  soFar.counted = items.flatMap(({ itemId, inHandDays: days }) =>
    days === undefined ? [] : { itemId, inHandDays: days },
  );
  const doseGivenOnDayOfRelease = dice.happens(rates.doseGivenInside.value);
  recordMedicines(life, 'medicines reviewed', (day) => reviewMedicines({ ...of, items, doseGivenOnDayOfRelease }, day));
  const plan = { ...of, inHandDays: soFar.counted[0]?.inHandDays ?? 0, prescriptionDays: soFar.prescriptionDays };
  const form = soFar.prescriptionDays > 0 ? ('EPS' as const) : undefined;
  recordMedicines(life, 'medicines planned', (day) => planHandover({ ...plan, form }, day));
};

/** By kind and days, never by name. */
const itemsOf = (life: Life, dice: Dice): readonly ReviewedMedicine[] => {
  const days = dice.oneOf(inHandDays);
  const item = (index: number, kind: ReviewedMedicine['kind'], more: Partial<ReviewedMedicine>): ReviewedMedicine => ({
    ...{ itemId: life.idOf(`item-${index}`), again: false, kind, ...more },
  });
  const nextDoseOn = daysFrom(life.stay.leavesOn ?? life.today, 1).iso;
  return [
    item(0, 'regular', { inHandDays: days }),
    ...(dice.happens(rates.secondMedicine.value) ? [item(1, 'regular', { inHandDays: days })] : []),
    ...(dice.happens(rates.controlled.value) ? [item(2, 'controlled', { inHandDays: Math.min(days, 7) })] : []),
    ...(life.her.opioidSubstitution ? [item(3, 'opioid-substitution', { nextDoseOn, nextDoseGiver: 'pharmacy' })] : []),
    ...(dice.happens(rates.depot.value) ? [item(4, 'depot', { nextDoseOn, nextDoseGiver: 'mental-health-team' })] : []),
    ...(dice.happens(rates.asNeeded.value) ? [item(5, 'as-needed', {})] : []),
  ];
};
