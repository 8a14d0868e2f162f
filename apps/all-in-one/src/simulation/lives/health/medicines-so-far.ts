import { RecordMedicines } from '@ttg/health/medication-handover/commands';
import { healthRates as rates } from '../../rates/health';
import type { Day } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';

/** A contact with somebody outside who can prescribe. */
export interface Contact {
  readonly contactId: string;
  readonly on: Day;
}

/** Her medicines as far as they are told of. */
export interface MedicinesSoFar {
  courtDayPlanned: boolean;
  review: 'not-yet' | 'none' | 'done';
  /** Medicines whose supply is counted in days. */
  counted: readonly { readonly itemId: string; readonly inHandDays: number }[];
  readonly prescriptionDays: number;
  contact?: Contact;
  prescription?: { readonly prescriptionId: string; collected: boolean };
  handedOver: boolean;
}

/** How things stand when a case begins. */
export const medicinesAtFirst = (dice: Dice): MedicinesSoFar => ({
  courtDayPlanned: false,
  review: 'not-yet',
  counted: [],
  prescriptionDays: dice.happens(rates.prescription.value) ? 28 : 0,
  handedOver: false,
});

type Decide = ConstructorParameters<typeof RecordMedicines>[1];

/** Healthcare of her prison records something of her medicines. */
export const recordMedicines = (life: Life, name: string, decide: Decide): void =>
  life.record(life.inPrison('prison-healthcare'), name, new RecordMedicines(life.stay.caseId, decide));
