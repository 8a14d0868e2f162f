import { type Decision, type IsoDate, NotFound, Personal } from '@ttg/event-sourcing';
import {
  prescriberContactAttended,
  prescriberContactBooked,
  prescriberContactCancelled,
  prescriberContactMissed,
  type MedicationHandoverEvent,
  type PrescriberKind,
} from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import type { MedicationHandover, PrescriberContact } from './medication-handover';
import { ContactIsOver } from './refusals';

type Deciding = Decision<MedicationHandover, MedicationHandoverEvent>;

interface OfContact {
  readonly caseId: string;
  readonly contactId: string;
}

/** @param command.on the day of the contact, most often to come. */
export const bookContact =
  (
    { caseId, contactId, on, kind }: OfContact & { readonly on: IsoDate; readonly kind: PrescriberKind },
    { receivedOn }: OnThatDay,
  ): Deciding =>
  () => {
    if (receivedOn) notBefore(on, receivedOn, 'she was received into custody');
    return prescriberContactBooked({ caseId, contactId, on, kind: Personal.of(kind) });
  };

type Happened = OfContact & { readonly on?: IsoDate };

/** She was seen, on the day booked or another. */
export const attendContact =
  ({ caseId, contactId, on }: Happened, day: OnThatDay): Deciding =>
  (state) => {
    booked(state, contactId);
    return prescriberContactAttended({ caseId, contactId, on: happenedOn(on, day) });
  };

/** She was not seen on the day booked: a welfare question first, never a breach. */
export const missContact =
  ({ caseId, contactId, on: given }: Happened, day: OnThatDay): Deciding =>
  (state) => {
    const contact = booked(state, contactId);
    const on = notBefore(happenedOn(given, day), contact.on, 'it was booked for');
    return prescriberContactMissed({ caseId, contactId, on });
  };

export const cancelContact =
  ({ caseId, contactId, on }: Happened, day: OnThatDay): Deciding =>
  (state) => {
    booked(state, contactId);
    return prescriberContactCancelled({ caseId, contactId, on: happenedOn(on, day) });
  };

const booked = ({ contacts }: MedicationHandover, id: string): PrescriberContact => {
  const contact = contacts.find(({ contactId }) => contactId === id);
  if (!contact) throw new NotFound('contact');
  if (contact.state !== 'booked') throw new ContactIsOver();
  return contact;
};
