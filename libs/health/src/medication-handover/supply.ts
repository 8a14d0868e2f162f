import { type Decision, type IsoDate, NotFound, Personal } from '@ttg/event-sourcing';
import { limit } from '@ttg/reference';
import {
  courtDayMedicinesPlanned,
  medicationHandoverCompleted,
  medicationHandoverPlanned,
  medicinesSupplied,
  prescriptionCancelled,
  prescriptionCollected,
  prescriptionIssued,
  type HandoverReceiver,
  type MedicationHandoverEvent,
  type PrescriptionForm,
} from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import type { MedicationHandover, Prescription } from './medication-handover';
import {
  FormNeeded,
  ItemTwice,
  NotReviewed,
  PrescriptionCancelledBefore,
  PrescriptionCollectedBefore,
  TooManyDays,
  UnknownItem,
} from './refusals';

type Deciding = Decision<MedicationHandover, MedicationHandoverEvent>;

interface OfCase {
  readonly caseId: string;
  readonly on?: IsoDate;
}

export interface PlanHandover extends OfCase {
  readonly inHandDays: number;
  /** 0 where none is to be issued. */
  readonly prescriptionDays: number;
  readonly form?: PrescriptionForm;
  readonly pharmacy?: string;
}

/** What she is to carry, and what is to wait for her at a pharmacy. */
export const planHandover =
  ({ caseId, on, inHandDays, prescriptionDays, form, pharmacy }: PlanHandover, day: OnThatDay): Deciding =>
  () => {
    if (prescriptionDays > 0) {
      if (!form) throw new FormNeeded();
      withinInstalments('prescriptionDays', prescriptionDays, form, day);
    }
    return medicationHandoverPlanned({
      caseId,
      on: happenedOn(on, day),
      inHandDays,
      prescriptionDays,
      form: form && Personal.of(form),
      pharmacy: pharmacy === undefined ? undefined : Personal.of(pharmacy),
    });
  };

export interface SupplyMedicines extends OfCase {
  readonly supplies: readonly { readonly itemId: string; readonly inHandDays: number }[];
  readonly doseGivenOnDayOfRelease: boolean;
}

/** In her hand, in days: it takes the place of what the review foresaw. */
export const supplyMedicines =
  ({ caseId, on, supplies, doseGivenOnDayOfRelease }: SupplyMedicines, day: OnThatDay): Deciding =>
  (state) => {
    onlyCounted(
      state,
      supplies.map(({ itemId }) => itemId),
      'supplies',
    );
    return medicinesSupplied({ caseId, on: happenedOn(on, day), supplies, doseGivenOnDayOfRelease });
  };

export interface IssuePrescription extends OfCase {
  readonly prescriptionId: string;
  readonly days: number;
  readonly form: PrescriptionForm;
  readonly itemIds?: readonly string[];
}

/** It waits from now on: until she collects it, it is no supply. */
export const issuePrescription =
  ({ on, ...command }: IssuePrescription, day: OnThatDay): Deciding =>
  (state) => {
    withinInstalments('days', command.days, command.form, day);
    // Not only those counted in days: opioid substitution goes by prescription too.
    named(
      command.itemIds ?? [],
      state.items.map(({ itemId }) => itemId),
      'itemIds',
    );
    return prescriptionIssued({ ...command, form: Personal.of(command.form), on: happenedOn(on, day) });
  };

interface OfPrescription extends OfCase {
  readonly prescriptionId: string;
}

/** She has it in her hand. Said twice, it is still collected once. */
export const collectPrescription =
  ({ caseId, prescriptionId, on: given }: OfPrescription, day: OnThatDay): Deciding =>
  (state) => {
    const { issuedOn, collectedOn } = standing(state, prescriptionId);
    if (collectedOn) return [];
    const on = notBefore(happenedOn(given, day), issuedOn, 'it was issued');
    return prescriptionCollected({ caseId, prescriptionId, on });
  };

/** An electronic prescription that is not needed any more is taken back: after her return from court, for one. */
export const cancelPrescription =
  (
    { caseId, prescriptionId, on: given, reason }: OfPrescription & { readonly reason: string },
    day: OnThatDay,
  ): Deciding =>
  (state) => {
    const { issuedOn, collectedOn } = standing(state, prescriptionId);
    if (collectedOn) throw new PrescriptionCollectedBefore();
    const on = notBefore(happenedOn(given, day), issuedOn, 'it was issued');
    return prescriptionCancelled({ caseId, prescriptionId, on, reason });
  };

/** What she carries if court lets her go without notice. It need not wait for a review. */
export const planCourtDay =
  ({ caseId, on }: OfCase, day: OnThatDay): Deciding =>
  () =>
    courtDayMedicinesPlanned({ caseId, on: happenedOn(on, day) });

/** Somebody outside, or she herself, has taken it over. */
export const completeHandover =
  ({ caseId, on, receivedBy }: OfCase & { readonly receivedBy: HandoverReceiver }, day: OnThatDay): Deciding =>
  (state) => {
    if (state.review === 'not-reviewed') throw new NotReviewed();
    return medicationHandoverCompleted({ caseId, on: happenedOn(on, day), receivedBy });
  };

const withinInstalments = (field: string, days: number, form: PrescriptionForm, { today }: OnThatDay): void => {
  const { value: most } = limit('medicines.opioidSubstitution', today);
  if (form === 'FP10MDA' && days > most) throw new TooManyDays(field, most);
};

const onlyCounted = ({ items }: MedicationHandover, ids: readonly string[], field: string): void =>
  named(
    ids,
    items.filter(({ countedInDays }) => countedInDays).map(({ itemId }) => itemId),
    field,
  );

const named = (ids: readonly string[], known: readonly string[], field: string): void => {
  if (new Set(ids).size < ids.length) throw new ItemTwice(field);
  if (ids.some((id) => !known.includes(id))) throw new UnknownItem(field);
};

const standing = ({ prescriptions }: MedicationHandover, id: string): Prescription => {
  const prescription = prescriptions.find(({ prescriptionId }) => prescriptionId === id);
  if (!prescription) throw new NotFound('prescription');
  if (prescription.cancelled) throw new PrescriptionCancelledBefore();
  return prescription;
};
