import { InvalidCommand, Personal } from '@ttg/event-sourcing';
import type { SharingDecision } from '../case/case-sharing';
import { protectedAddressSet } from '../events';

export interface SetProtectedAddress {
  readonly caseId: string;
  readonly addressId: string;
  readonly address: string;
  /** Typed a second time: a slip here sends a letter to the wrong door (law-and-practice E.2). */
  readonly addressAgain: string;
}

/** Does not repeat what was typed. */
export class AddressesDiffer extends InvalidCommand {
  readonly code = 'addresses-differ';
  readonly field = 'addressAgain';

  constructor() {
    super('The two addresses are not the same. Type the address twice, from what she said.');
  }
}

const spaced = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** An address that stands in no list, no search and no letter. */
export const setProtectedAddress =
  ({ caseId, addressId, address, addressAgain }: SetProtectedAddress): SharingDecision =>
  () => {
    if (spaced(address) !== spaced(addressAgain)) throw new AddressesDiffer();
    return protectedAddressSet({ caseId, addressId, address: Personal.of(address), confirmedTwice: true });
  };
