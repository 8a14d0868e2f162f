import { InvalidCommand, Personal } from '@ttg/event-sourcing';
import { protectedAddressSet, type SafeContact, safeContactSet } from '../events';
import type { SharingDecision } from '../record/sharing-record';

export class NoWayToReachHer extends InvalidCommand {
  readonly code = 'no-way-to-reach-her';
  readonly field = 'contact';

  constructor() {
    super('Give a phone number, a postal address that is safe, or the worker through whom she can be reached.');
  }
}

/** A number is said to be safe, and there is none. */
export class NoPhoneNumber extends InvalidCommand {
  readonly code = 'no-phone-number';
  readonly field = 'phone';

  constructor() {
    super('Give the phone number that is safe, or say that it is not safe to call, text or leave a message.');
  }
}

/** The ways that are safe. What is not said to be safe is not used. @throws NoWayToReachHer @throws NoPhoneNumber */
export const setSafeContact =
  ({ caseId, contact }: { readonly caseId: string; readonly contact: SafeContact }): SharingDecision =>
  () => {
    const { phone, post, throughWorker } = contact;
    if (!phone && !post && !throughWorker) throw new NoWayToReachHer();
    const phoneIsSafe = contact.safeToCall || contact.safeToText || contact.safeToLeaveMessage;
    if (phoneIsSafe && !phone) throw new NoPhoneNumber();
    return safeContactSet({ caseId, contact: Personal.of(contact) });
  };

export class AddressesDiffer extends InvalidCommand {
  readonly code = 'addresses-differ';
  readonly field = 'addressAgain';

  constructor() {
    super(
      'The two addresses differ. Type the address again as she gave it: a letter to a wrong one can put her in danger.',
    );
  }
}

export interface SetProtectedAddress {
  readonly caseId: string;
  readonly addressId: string;
  readonly address: string;
  readonly addressAgain: string;
}

/** An address that is shown to nobody but the named lead, typed twice before it counts. @throws AddressesDiffer */
export const setProtectedAddress =
  ({ caseId, addressId, address, addressAgain }: SetProtectedAddress): SharingDecision =>
  () => {
    if (address !== addressAgain) throw new AddressesDiffer();
    return protectedAddressSet({ caseId, addressId, address: Personal.of(address), confirmedTwice: true });
  };
