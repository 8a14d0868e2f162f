import { Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { protectedAddressSet, safeContactSet } from '../events';
import { sharingRecord } from '../record/sharing-record';
import { AddressesDiffer, NoPhoneNumber, NoWayToReachHer, setProtectedAddress, setSafeContact } from './safe-contact';

const given = specification(sharingRecord);
const caseId = '6f0f6f5e-1f0e-4c83-9a68-000000000001';
const notSafe = { safeToCall: false, safeToText: false, safeToLeaveMessage: false };

describe('a safe way to reach her', () => {
  it('may be a worker, with no phone at all', () => {
    const contact = { ...notSafe, throughWorker: 'the synthetic women’s centre' };
    given()
      .when(setSafeContact({ caseId, contact }))
      .then(safeContactSet({ caseId, contact: Personal.of(contact) }));
  });

  it('is refused where it is none', () =>
    given()
      .when(setSafeContact({ caseId, contact: notSafe }))
      .thenRefused(NoWayToReachHer));

  it('is not a call to no number', () =>
    given()
      .when(setSafeContact({ caseId, contact: { ...notSafe, safeToCall: true, throughWorker: 'a synthetic worker' } }))
      .thenRefused(NoPhoneNumber));
});

describe('a protected address', () => {
  const address = '1 Synthetic Street';
  const addressId = '6f0f6f5e-1f0e-4c83-9a68-000000000003';

  it('counts when it was typed twice alike', () =>
    given()
      .when(setProtectedAddress({ caseId, addressId, address, addressAgain: address }))
      .then(protectedAddressSet({ caseId, addressId, address: Personal.of(address), confirmedTwice: true })));

  it('is refused when the two differ, and says nothing of either', () =>
    given()
      .when(setProtectedAddress({ caseId, addressId, address, addressAgain: '2 Synthetic Street' }))
      .thenRefused(AddressesDiffer, /^(?!.*Synthetic).*$/));
});
