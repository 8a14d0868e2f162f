import { attendContact, bookContact, cancelContact, missContact } from '@ttg/health/medication-handover/contacts';
import { collectPrescription, completeHandover } from '@ttg/health/medication-handover/supply';
import { healthRates as rates } from '../../rates/health';
import { staffRates } from '../../rates/staff';
import { daysFrom, daysUntil, workingDayFrom } from '../days';
import type { Dice } from '../dice';
import type { Life } from '../life';
import { type Contact, type MedicinesSoFar, recordMedicines } from './medicines-so-far';

/** Weeks after release in which anybody still looks after it. */
const lookedAfter = 42;

/** The first contact is booked, moves with her day, and takes place; the prescription is collected meanwhile. */
export const follow = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  if (soFar.review !== 'done' || (life.daysOutside ?? 0) > lookedAfter) return;
  if (!life.isInside) collect(life, dice, soFar);
  if (soFar.handedOver) return;
  const { contact } = soFar;
  if (!contact) {
    if (life.getsDone(dice, staffRates.contactBooked)) book(life, dice, soFar);
  } else if (life.isInside) rebook(life, dice, soFar, contact);
  else if (contact.on.number === life.today.number) takesPlace(life, dice, soFar, contact);
};

const book = (life: Life, dice: Dice, soFar: MedicinesSoFar): void => {
  const { stay, today, her } = life;
  const from = life.isInside ? stay.leavesOn : today;
  if (!from) return;
  const on = workingDayFrom(daysFrom(from, dice.between(2, 12)));
  const contactId = life.idOf(`contact-${today.number}`);
  soFar.contact = { contactId, on };
  const kind = her.opioidSubstitution ? ('drug-service' as const) : ('gp' as const);
  const booked = { caseId: stay.caseId, contactId, on: on.iso, kind };
  recordMedicines(life, 'contact booked', (day) => bookContact(booked, day));
};

/** Her day moved: before it, or long after it, the contact is of no use. */
const rebook = (life: Life, dice: Dice, soFar: MedicinesSoFar, { contactId, on }: Contact): void => {
  const { stay, today } = life;
  if (!stay.leavesOn) return;
  const after = daysUntil(stay.leavesOn, on);
  if ((after >= 0 && after <= 28) || !life.getsDone(dice, staffRates.contactBooked)) return;
  soFar.contact = undefined;
  const of = { caseId: stay.caseId, contactId, on: today.iso };
  recordMedicines(life, 'contact cancelled', (day) => cancelContact(of, day));
};

const takesPlace = (life: Life, dice: Dice, soFar: MedicinesSoFar, { contactId }: Contact): void => {
  const of = { caseId: life.stay.caseId, contactId, on: life.today.iso };
  soFar.contact = undefined;
  if (!dice.happens(rates.attends.value)) {
    recordMedicines(life, 'contact missed', (day) => missContact(of, day));
    return;
  }
  soFar.handedOver = true;
  recordMedicines(life, 'contact attended', (day) => attendContact(of, day));
  const handover = { caseId: of.caseId, on: of.on, receivedBy: 'gp' as const };
  recordMedicines(life, 'medicines handed over', (day) => completeHandover(handover, day));
};

const collect = (life: Life, dice: Dice, { prescription }: MedicinesSoFar): void => {
  if (!prescription || prescription.collected || !dice.happens(rates.collectsADay.value)) return;
  prescription.collected = true;
  const { prescriptionId } = prescription;
  const of = { caseId: life.stay.caseId, prescriptionId, on: life.today.iso };
  recordMedicines(life, 'prescription collected', (day) => collectPrescription(of, day));
};
