import { type Decision, type IsoDate, Personal } from '@ttg/event-sourcing';
import {
  medicinesReviewed,
  noMedicinesNeeded,
  type MedicationHandoverEvent,
  type MedicineDetails,
  type MedicineItem,
  type MedicineKind,
  type NextDoseGiver,
} from '../events';
import { happenedOn, type OnThatDay } from '../on-that-day';
import type { MedicationHandover } from './medication-handover';
import { ItemTwice, NotCountedThatWay, UnknownItem } from './refusals';

type Deciding = Decision<MedicationHandover, MedicationHandoverEvent>;

/** Supply of these is counted in days; the others have a next dose and a giver instead (B.1). */
const counted: ReadonlySet<MedicineKind> = new Set(['regular', 'controlled']);

export interface ReviewedMedicine {
  readonly itemId: string;
  /** One of an earlier review, looked at again. */
  readonly again: boolean;
  readonly kind: MedicineKind;
  readonly inHandDays?: number;
  readonly nextDoseOn?: IsoDate;
  readonly nextDoseGiver?: NextDoseGiver;
}

export interface ReviewMedicines {
  readonly caseId: string;
  readonly on?: IsoDate;
  readonly items: readonly ReviewedMedicine[];
  readonly doseGivenOnDayOfRelease: boolean;
}

/** What she takes, by kind and days: never a name or a dose, which come by import. It replaces the review before. */
export const reviewMedicines =
  ({ caseId, on, items, doseGivenOnDayOfRelease }: ReviewMedicines, day: OnThatDay): Deciding =>
  (state) => {
    const ids = new Set<string>();
    items.forEach((item, index) => {
      if (item.again && !state.items.some(({ itemId }) => itemId === item.itemId)) {
        throw new UnknownItem(`items.${index}.itemId`);
      }
      if (ids.has(item.itemId)) throw new ItemTwice(`items.${index}.itemId`);
      ids.add(item.itemId);
    });
    return medicinesReviewed({
      caseId,
      on: happenedOn(on, day),
      items: items.map(plainItem),
      doseGivenOnDayOfRelease,
      details: Personal.of(items.map(sealedDetails)),
    });
  };

const plainItem = (item: ReviewedMedicine, index: number): MedicineItem => {
  const { itemId, inHandDays, nextDoseOn, nextDoseGiver } = item;
  const countedInDays = counted.has(item.kind);
  const hasNextDose = nextDoseOn !== undefined || nextDoseGiver !== undefined;
  if (countedInDays ? hasNextDose : inHandDays !== undefined) {
    throw new NotCountedThatWay(`items.${index}.${countedInDays ? 'nextDoseOn' : 'inHandDays'}`, countedInDays);
  }
  return countedInDays
    ? { itemId, countedInDays, inHandDays }
    : {
        itemId,
        countedInDays,
        nextDoseOn,
        nextDoseGiver: nextDoseGiver && 'named',
        asNeeded: item.kind === 'as-needed' || undefined,
      };
};

const sealedDetails = ({ itemId, kind, nextDoseGiver }: ReviewedMedicine): MedicineDetails => ({
  itemId,
  kind,
  nextDoseGiver,
});

/** She takes none. */
export const needNoMedicines =
  ({ caseId, on }: { readonly caseId: string; readonly on?: IsoDate }, day: OnThatDay): Deciding =>
  () =>
    noMedicinesNeeded({ caseId, on: happenedOn(on, day) });
