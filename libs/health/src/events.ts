import { defineEvent, type EventIn, type IsoDate, type Personal } from '@ttg/event-sourcing';

/** Every event of `health`. Streams `gpRegistration-{caseId}` and `medicationHandover-{caseId}`. */

interface PracticeChosen {
  readonly caseId: string;
  readonly on: IsoDate;
  /** ODS code of the practice: where she registers tells where she lives. */
  readonly practice?: Personal<string>;
}

/** The practice is chosen and her GMS1 signed, or the request is made on her behalf. */
export const gpRegistrationRequested = defineEvent<PracticeChosen & { readonly gms1Signed: boolean }>()(
  'health.gp-registration-requested',
  {
    sealed: { practice: 'health' },
  },
);
/** A practice has her on its list. */
export const gpRegistrationConfirmed = defineEvent<PracticeChosen>()('health.gp-registration-confirmed', {
  sealed: { practice: 'health' },
});
export type GpRefusal = 'no-proof-of-address' | 'no-id' | 'no-nhs-number' | 'list-closed' | 'out-of-area' | 'other';
/** The practice did not take her, and why. */
export const gpRegistrationRefused = defineEvent<PracticeChosen & { readonly reason: GpRefusal }>()(
  'health.gp-registration-refused',
  { sealed: { practice: 'health' } },
);
/** She does not want one. */
export const gpRegistrationDeclined = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly herWords?: Personal<string>;
}>()('health.gp-registration-declined', { sealed: { herWords: 'her-words' } });

export type MedicineKind =
  | 'regular'
  | 'controlled'
  | 'opioid-substitution'
  | 'depot'
  | 'long-acting-opioid-substitution'
  | 'hospital-only'
  | 'as-needed';

export type NextDoseGiver = 'gp' | 'pharmacy' | 'drug-service' | 'mental-health-team' | 'hospital' | 'other';

/** What a rule needs of a medicine: an id, how it is counted, and days. Never its name: that is in `details`. */
export interface MedicineItem {
  readonly itemId: string;
  /** Whether supply of it is counted in days: not for depots, long-acting or hospital-only medicines, nor as-needed items. */
  readonly countedInDays: boolean;
  /** Days she will hold in her hand on release, where counted. The day of release is day 1 unless that day's dose was given inside. */
  readonly inHandDays?: number;
  /** Next dose, for kinds that are not counted in days. */
  readonly nextDoseOn?: IsoDate;
  /** That a giver is named. Who it is would tell what she is treated for: it stands in `details`. */
  readonly nextDoseGiver?: 'named';
  /** Taken when needed: it is not counted, and has no next dose either. */
  readonly asNeeded?: true;
}
export interface MedicineDetails {
  readonly itemId: string;
  readonly kind: MedicineKind;
  readonly nextDoseGiver?: NextDoseGiver;
  /** dm+d code, name and dose: by import only, nobody types them. */
  readonly dmd?: string;
  readonly name?: string;
  readonly dose?: string;
}

/** What she takes, as far as the day needs it: what is counted in days, and how long it lasts. */
export const medicinesReviewed = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly items: readonly MedicineItem[];
  readonly doseGivenOnDayOfRelease: boolean;
  readonly details: Personal<readonly MedicineDetails[]>;
}>()('health.medicines-reviewed', { sealed: { details: 'health' } });
/** She takes none: nothing is to be handed over. */
export const noMedicinesNeeded = defineEvent<{ readonly caseId: string; readonly on: IsoDate }>()(
  'health.no-medicines-needed',
);

export type PrescriptionForm = 'EPS' | 'FP10' | 'FP10MDA';
/** How many days she is to hold in her hand, and what a prescription covers after them. */
export const medicationHandoverPlanned = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly inHandDays: number;
  /** Days of the prescription that is to be issued at release; 0 for none. */
  readonly prescriptionDays: number;
  /** Instalments are for a few medicines only: the form tells what she is treated for. */
  readonly form?: Personal<PrescriptionForm>;
  readonly pharmacy?: Personal<string>;
}>()('health.medication-handover-planned', { sealed: { form: 'health', pharmacy: 'health' } });
/** What was given into her hand, in days. */
export const medicinesSupplied = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly supplies: readonly { readonly itemId: string; readonly inHandDays: number }[];
  readonly doseGivenOnDayOfRelease: boolean;
}>()('health.medicines-supplied');
/** A prescription for the days after was written. */
export const prescriptionIssued = defineEvent<{
  readonly caseId: string;
  readonly prescriptionId: string;
  readonly on: IsoDate;
  readonly days: number;
  readonly form: Personal<PrescriptionForm>;
  /** The medicines it covers; all that are counted in days without it. */
  readonly itemIds?: readonly string[];
}>()('health.prescription-issued', { sealed: { form: 'health' } });
/** What was prescribed has been collected. */
export const prescriptionCollected = defineEvent<{
  readonly caseId: string;
  readonly prescriptionId: string;
  readonly on: IsoDate;
}>()('health.prescription-collected');
/** A prescription holds no more, and why. */
export const prescriptionCancelled = defineEvent<{
  readonly caseId: string;
  readonly prescriptionId: string;
  readonly on: IsoDate;
  readonly reason: string;
}>()('health.prescription-cancelled');

export type PrescriberKind = 'gp' | 'drug-service' | 'mental-health' | 'other';
/** She is to see somebody outside who prescribes for her. */
export const prescriberContactBooked = defineEvent<{
  readonly caseId: string;
  readonly contactId: string;
  readonly on: IsoDate;
  /** Which service tells what she is treated for. */
  readonly kind: Personal<PrescriberKind>;
}>()('health.prescriber-contact-booked', { sealed: { kind: 'health' } });
/** She saw the one who prescribes for her. */
export const prescriberContactAttended = defineEvent<{
  readonly caseId: string;
  readonly contactId: string;
  readonly on: IsoDate;
}>()('health.prescriber-contact-attended');
/** She did not get to see the one who prescribes for her. */
export const prescriberContactMissed = defineEvent<{
  readonly caseId: string;
  readonly contactId: string;
  readonly on: IsoDate;
}>()('health.prescriber-contact-missed');
/** She is not to see the one who was to prescribe for her. */
export const prescriberContactCancelled = defineEvent<{
  readonly caseId: string;
  readonly contactId: string;
  readonly on: IsoDate;
}>()('health.prescriber-contact-cancelled');
/** What she carries if court lets her go without notice. */
export const courtDayMedicinesPlanned = defineEvent<{ readonly caseId: string; readonly on: IsoDate }>()(
  'health.court-day-medicines-planned',
);
export type HandoverReceiver = 'her' | 'gp' | 'pharmacy' | 'drug-service' | 'other';
/** Her medicines are in the hands of whoever goes on with them. */
export const medicationHandoverCompleted = defineEvent<{
  readonly caseId: string;
  readonly on: IsoDate;
  readonly receivedBy: HandoverReceiver;
}>()('health.medication-handover-completed');

export const gpRegistrationEvents = {
  gpRegistrationRequested,
  gpRegistrationConfirmed,
  gpRegistrationRefused,
  gpRegistrationDeclined,
};
export const medicationHandoverEvents = {
  medicinesReviewed,
  noMedicinesNeeded,
  medicationHandoverPlanned,
  medicinesSupplied,
  prescriptionIssued,
  prescriptionCollected,
  prescriptionCancelled,
  prescriberContactBooked,
  prescriberContactAttended,
  prescriberContactMissed,
  prescriberContactCancelled,
  courtDayMedicinesPlanned,
  medicationHandoverCompleted,
};
export const healthEvents = { ...gpRegistrationEvents, ...medicationHandoverEvents };
export type GpRegistrationEvent = EventIn<typeof gpRegistrationEvents>;
export type MedicationHandoverEvent = EventIn<typeof medicationHandoverEvents>;
export type HealthEvent = GpRegistrationEvent | MedicationHandoverEvent;
