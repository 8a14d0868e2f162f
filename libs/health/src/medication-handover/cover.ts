import {
  date,
  firstPrescriberContact,
  medicineCover,
  type CoverPrescription,
  type MedicineCover,
  type PlainDate,
} from '@ttg/calendar';
import type { MedicationHandover, Prescription } from './medication-handover';

/** How long what she has lasts, and which days before the first prescriber contact have none (B.1). */
export const coverFrom = (handover: MedicationHandover, releaseDay: PlainDate): MedicineCover => {
  const { items, plan, prescriptions, contacts, doseGivenOnDayOfRelease } = handover;
  return medicineCover({
    releaseDay,
    doseGivenOnDayOfRelease,
    items: items
      .filter(({ countedInDays }) => countedInDays)
      .map(({ itemId, inHandDays }) => ({ itemId, inHandDays: inHandDays ?? plan?.inHandDays ?? 0 })),
    prescriptions: [...prescriptions.filter(({ cancelled }) => !cancelled).map(issued), ...planned(handover)],
    firstContactOn: firstPrescriberContact(
      contacts.map(({ on, state }) => ({ on: date(on), state })),
      releaseDay,
    ),
  });
};

const issued = ({ prescriptionId, days, itemIds, issuedOn, collectedOn }: Prescription): CoverPrescription => ({
  prescriptionId,
  days,
  itemIds,
  issuedOn: date(issuedOn),
  collectedOn: collectedOn && date(collectedOn),
});

/** What is planned and not issued yet. */
const planned = ({ plan, prescriptions }: MedicationHandover): readonly CoverPrescription[] =>
  plan && plan.prescriptionDays > 0 && prescriptions.every(({ cancelled }) => cancelled)
    ? [{ days: plan.prescriptionDays }]
    : [];

export type SortedStatus = 'not-reviewed' | 'none-needed' | 'sorted' | 'not-sorted';

/** Do her medicines last until somebody outside can prescribe, each with its next dose dated and a giver named? */
export const sortedStatus = (handover: MedicationHandover, cover: MedicineCover | undefined): SortedStatus => {
  if (handover.review !== 'reviewed') return handover.review;
  const dosesSet = handover.items.every(
    ({ countedInDays, nextDoseOn, nextDoseGiver, asNeeded }) =>
      countedInDays || asNeeded === true || (nextDoseOn !== undefined && nextDoseGiver !== undefined),
  );
  return dosesSet && cover?.reachesContact ? 'sorted' : 'not-sorted';
};
