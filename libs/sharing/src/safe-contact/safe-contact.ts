import { InvalidCommand, Personal } from '@ttg/event-sourcing';
import type { SharingDecision } from '../case/case-sharing';
import { type SafeContact, safeContactSet } from '../events';

export class PhoneNeeded extends InvalidCommand {
  readonly code = 'phone-needed';
  readonly field = 'phone';

  constructor() {
    super('It is marked as safe to call, text or leave a message: give the phone number, or mark none of them.');
  }
}

/** How she can be reached without harm. It takes the place of what was set before. */
export const setSafeContact =
  (caseId: string, contact: SafeContact): SharingDecision =>
  () => {
    const { phone, safeToCall, safeToText, safeToLeaveMessage } = contact;
    if (phone === undefined && (safeToCall || safeToText || safeToLeaveMessage)) throw new PhoneNeeded();
    return safeContactSet({ caseId, contact: Personal.of(contact) });
  };
