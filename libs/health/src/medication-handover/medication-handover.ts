import { evolveBy, type Evolution, type IsoDate, type Personal } from '@ttg/event-sourcing';
import type {
  HandoverReceiver,
  MedicationHandoverEvent,
  MedicineDetails,
  MedicineItem,
  PrescriberKind,
  PrescriptionForm,
} from '../events';

export interface Prescription {
  readonly prescriptionId: string;
  readonly days: number;
  readonly form: Personal<PrescriptionForm>;
  readonly issuedOn: IsoDate;
  readonly itemIds?: readonly string[];
  readonly collectedOn?: IsoDate;
  readonly cancelled?: { readonly on: IsoDate; readonly reason: string };
}

export interface PrescriberContact {
  readonly contactId: string;
  /** The day it is booked for. */
  readonly on: IsoDate;
  readonly kind: Personal<PrescriberKind>;
  readonly state: 'booked' | 'attended' | 'missed' | 'cancelled';
}

export interface Plan {
  readonly on: IsoDate;
  readonly inHandDays: number;
  readonly prescriptionDays: number;
  readonly form?: Personal<PrescriptionForm>;
  readonly pharmacy?: Personal<string>;
}

/** Her medicines, from the review inside to whoever takes over outside. */
export interface MedicationHandover {
  readonly review: 'not-reviewed' | 'none-needed' | 'reviewed';
  readonly reviewedOn?: IsoDate;
  readonly items: readonly MedicineItem[];
  readonly details?: Personal<readonly MedicineDetails[]>;
  readonly doseGivenOnDayOfRelease: boolean;
  readonly plan?: Plan;
  readonly suppliedOn?: IsoDate;
  readonly prescriptions: readonly Prescription[];
  readonly contacts: readonly PrescriberContact[];
  readonly courtDayPlannedOn?: IsoDate;
  readonly completed?: { readonly on: IsoDate; readonly receivedBy: HandoverReceiver };
}

export const medicationHandoverStream = (caseId: string): string => `medicationHandover-${caseId}`;

const changePrescription = (
  state: MedicationHandover,
  id: string,
  change: Partial<Prescription>,
): MedicationHandover => ({
  ...state,
  prescriptions: state.prescriptions.map((one) => (one.prescriptionId === id ? { ...one, ...change } : one)),
});

const contactIs =
  (state: PrescriberContact['state']) =>
  (handover: MedicationHandover, { contactId }: { readonly contactId: string }): MedicationHandover => ({
    ...handover,
    contacts: handover.contacts.map((one) => (one.contactId === contactId ? { ...one, state } : one)),
  });

export const medicationHandover: Evolution<MedicationHandover, MedicationHandoverEvent> = {
  initial: { review: 'not-reviewed', items: [], doseGivenOnDayOfRelease: false, prescriptions: [], contacts: [] },
  evolve: evolveBy<MedicationHandover, MedicationHandoverEvent>({
    'health.medicines-reviewed': (state, { on, items, details, doseGivenOnDayOfRelease }) => ({
      ...state,
      review: 'reviewed',
      reviewedOn: on,
      items,
      details,
      doseGivenOnDayOfRelease,
    }),
    'health.no-medicines-needed': ({ details: _, ...state }, { on }) => ({
      ...state,
      review: 'none-needed',
      reviewedOn: on,
      items: [],
    }),
    'health.medication-handover-planned': (state, { caseId: _, ...plan }) => ({ ...state, plan }),
    'health.medicines-supplied': (state, { on, supplies, doseGivenOnDayOfRelease }) => ({
      ...state,
      suppliedOn: on,
      doseGivenOnDayOfRelease,
      items: state.items.map((item) => {
        const supply = supplies.find(({ itemId }) => itemId === item.itemId);
        return supply ? { ...item, inHandDays: supply.inHandDays } : item;
      }),
    }),
    'health.prescription-issued': (state, { prescriptionId, days, form, itemIds, on }) => ({
      ...state,
      prescriptions: [...state.prescriptions, { prescriptionId, days, form, itemIds, issuedOn: on }],
    }),
    'health.prescription-collected': (state, { prescriptionId, on }) =>
      changePrescription(state, prescriptionId, { collectedOn: on }),
    'health.prescription-cancelled': (state, { prescriptionId, on, reason }) =>
      changePrescription(state, prescriptionId, { cancelled: { on, reason } }),
    'health.prescriber-contact-booked': (state, { contactId, on, kind }) => ({
      ...state,
      contacts: [...state.contacts, { contactId, on, kind, state: 'booked' }],
    }),
    'health.prescriber-contact-attended': contactIs('attended'),
    'health.prescriber-contact-missed': contactIs('missed'),
    'health.prescriber-contact-cancelled': contactIs('cancelled'),
    'health.court-day-medicines-planned': (state, { on }) => ({ ...state, courtDayPlannedOn: on }),
    'health.medication-handover-completed': (state, { on, receivedBy }) => ({
      ...state,
      completed: { on, receivedBy },
    }),
  }),
};
