import { Personal } from '@ttg/event-sourcing';
import * as sharing from '@ttg/sharing/events';
import { caseId, id, on, southwark } from './values';

const instructionId = id(9);
const person = Personal.of({ name: 'Synthetic Other', relationship: 'former partner' });

export const samples = [
  sharing.doNotShareWith({
    caseId,
    instructionId,
    council: southwark,
    organisation: Personal.of('Example Trust'),
    person,
    why: Personal.of('He works there.'),
  }),
  sharing.instructionLifted({ caseId, instructionId, on }),
  sharing.areasToAvoidRecorded({ caseId, councils: [southwark], details: Personal.of('Around the station.') }),
  sharing.safeContactSet({
    caseId,
    contact: Personal.of({
      phone: '07700 900123',
      safeToCall: true,
      safeToText: false,
      safeToLeaveMessage: false,
      times: 'mornings',
      post: 'care of her sister',
      throughWorker: 'Synthetic Worker',
    }),
  }),
  sharing.protectedAddressSet({
    caseId,
    addressId: id(10),
    address: Personal.of('2 Example Street'),
    confirmedTwice: true,
  }),
  sharing.recordBlockedFor({ caseId, instructionId, accountId: 'synthetic-account', person }),
  sharing.herAccountAdded({ caseId, accountId: id(11), herWords: Personal.of('It was not like that.') }),
  sharing.disagreementRecorded({
    caseId,
    disagreementId: id(12),
    disputes: id(13),
    herWords: Personal.of('I said no.'),
  }),
  sharing.disclosureMade({
    caseId,
    to: Personal.of('Example Housing'),
    what: Personal.of('her release date'),
    basis: 'her agreement',
    on,
  }),
];
