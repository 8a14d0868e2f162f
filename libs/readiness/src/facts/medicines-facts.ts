import type { IsoDate, IsoInstant, Recorded } from '@ttg/event-sourcing';
import type { MedicationHandoverEvent, MedicineItem } from '@ttg/health/events';
import { at, folding, lastOf, type Folds, type LastEvent } from './fold';

export interface PrescriptionFact {
  readonly days: number;
  readonly issuedOn: IsoDate;
  readonly itemIds?: readonly string[];
  readonly collectedOn?: IsoDate;
}
export interface ContactFact {
  readonly on: IsoDate;
  readonly state: 'booked' | 'attended' | 'missed' | 'cancelled';
}

/** Days of medicine and who prescribes next; never which medicine. From `medicationHandover-{caseId}`. */
export interface MedicinesFacts {
  /** Whatever was said last: reviewed, or none needed. */
  readonly status?: 'reviewed' | 'none-needed';
  readonly statusOn?: IsoDate;
  readonly items: readonly Pick<MedicineItem, 'itemId' | 'countedInDays' | 'inHandDays'>[];
  readonly doseGivenOnDayOfRelease: boolean;
  readonly planned?: { readonly inHandDays: number; readonly prescriptionDays: number };
  /** Days in hand by item, as supplied. */
  readonly supplied: Readonly<Record<string, number>>;
  readonly prescriptions: Readonly<Record<string, PrescriptionFact>>;
  readonly contacts: Readonly<Record<string, ContactFact>>;
  readonly courtDayPlanOn?: IsoDate;
  readonly changedAt?: IsoInstant;
  readonly last?: LastEvent;
}

export const noMedicines: MedicinesFacts = {
  items: [],
  doseGivenOnDayOfRelease: false,
  supplied: {},
  prescriptions: {},
  contacts: {},
};

const withContact = (medicines: MedicinesFacts, id: string, contact: ContactFact): MedicinesFacts => ({
  ...medicines,
  contacts: { ...medicines.contacts, [id]: contact },
});
const withoutPrescription = (medicines: MedicinesFacts, id: string): MedicinesFacts => {
  const { [id]: _cancelled, ...prescriptions } = medicines.prescriptions;
  return { ...medicines, prescriptions };
};

const folds: Folds<MedicinesFacts, Recorded<MedicationHandoverEvent>> = {
  'health.medicines-reviewed': (medicines, event) => ({
    ...medicines,
    status: 'reviewed',
    statusOn: event.data.on,
    items: event.data.items.map(({ itemId, countedInDays, inHandDays }) => ({ itemId, countedInDays, inHandDays })),
    doseGivenOnDayOfRelease: event.data.doseGivenOnDayOfRelease,
  }),
  'health.no-medicines-needed': (medicines, event) => ({
    ...medicines,
    status: 'none-needed',
    statusOn: event.data.on,
  }),
  'health.medication-handover-planned': (medicines, { data: { inHandDays, prescriptionDays } }) => ({
    ...medicines,
    planned: { inHandDays, prescriptionDays },
  }),
  'health.medicines-supplied': (medicines, event) => ({
    ...medicines,
    supplied: {
      ...medicines.supplied,
      ...Object.fromEntries(event.data.supplies.map(({ itemId, inHandDays }) => [itemId, inHandDays])),
    },
    doseGivenOnDayOfRelease: event.data.doseGivenOnDayOfRelease,
  }),
  'health.prescription-issued': (medicines, { data: { prescriptionId, on, days, itemIds } }) => ({
    ...medicines,
    prescriptions: { ...medicines.prescriptions, [prescriptionId]: { days, issuedOn: on, itemIds } },
  }),
  'health.prescription-collected': (medicines, { data: { prescriptionId, on } }) => {
    const issued = medicines.prescriptions[prescriptionId];
    if (!issued) return medicines;
    return {
      ...medicines,
      prescriptions: { ...medicines.prescriptions, [prescriptionId]: { ...issued, collectedOn: on } },
    };
  },
  'health.prescription-cancelled': (medicines, event) => withoutPrescription(medicines, event.data.prescriptionId),
  'health.prescriber-contact-booked': (medicines, { data: { contactId, on } }) =>
    withContact(medicines, contactId, { on, state: 'booked' }),
  'health.prescriber-contact-attended': (medicines, { data: { contactId, on } }) =>
    withContact(medicines, contactId, { on, state: 'attended' }),
  'health.prescriber-contact-missed': (medicines, { data: { contactId, on } }) =>
    withContact(medicines, contactId, { on, state: 'missed' }),
  'health.prescriber-contact-cancelled': (medicines, { data: { contactId, on } }) =>
    withContact(medicines, contactId, { on, state: 'cancelled' }),
  'health.court-day-medicines-planned': (medicines, event) => ({ ...medicines, courtDayPlanOn: event.data.on }),
};

const fold = folding(folds);

/** Every event of this stream may change her cover. */
export const foldMedicines: typeof fold = (medicines, event) => ({
  ...fold(medicines, event),
  changedAt: at(event),
  last: lastOf(event),
});
