import { issuePrescription, supplyMedicines } from '@ttg/health/medication-handover/supply';
import { healthRates as rates } from '../../rates/health';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { type MedicinesSoFar, recordMedicines } from './medicines-so-far';

/** On the day she leaves: what is in her hand, and what waits for her at a pharmacy. */
export const leavesWithMedicines = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  const { stay, today } = life;
  if (soFar.review !== 'done') return;
  const of = { caseId: stay.caseId, on: today.iso };
  if (soFar.counted.length > 0) {
    const supply = {
      ...of,
      supplies: soFar.counted,
      doseGivenOnDayOfRelease: dice.happens(rates.doseGivenInside.value),
    };
    recordMedicines(life, 'medicines supplied', (day) => supplyMedicines(supply, day));
  }
  prescribe(life, soFar);
};

/** It waits for her at a pharmacy. */
export const prescribe = (life: Life, soFar: MedicinesSoFar): void => {
  if (soFar.prescriptionDays === 0) return;
  const { stay, today } = life;
  const of = { caseId: stay.caseId, on: today.iso };
  const prescriptionId = life.idOf('prescription');
  soFar.prescription = { prescriptionId, collected: false };
  const issued = { ...of, prescriptionId, days: soFar.prescriptionDays, form: 'EPS' as const };
  recordMedicines(life, 'prescription issued', (day) => issuePrescription(issued, day));
};
