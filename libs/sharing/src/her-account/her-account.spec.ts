import { date } from '@ttg/calendar';
import { type IsoDate, Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { DateToCome, recordDisclosure } from '../disclosures/disclosures';
import { disagreementRecorded, disclosureMade, herAccountAdded } from '../events';
import { sharingRecord } from '../record/sharing-record';
import { addHerAccount, recordDisagreement } from './her-account';

const given = specification(sharingRecord);
const caseId = '6f0f6f5e-1f0e-4c83-9a68-000000000001';
const first = herAccountAdded({ caseId, accountId: 'a', herWords: Personal.of('I was never asked.') });

describe('her own account', () => {
  it('stands beside the one before: nothing of it is changed', () => {
    const second = herAccountAdded({ caseId, accountId: 'b', herWords: Personal.of('And I want it known.') });
    given(first)
      .when(addHerAccount({ caseId, accountId: 'b', herWords: 'And I want it known.' }))
      .then(second);
    given(first, second).thenState({ ...sharingRecord.initial, accounts: [first.data, second.data] });
  });

  it('may go against what is recorded', () =>
    given()
      .when(recordDisagreement({ caseId, disagreementId: 'd', disputes: 'e', herWords: 'That is not so.' }))
      .then(
        disagreementRecorded({ caseId, disagreementId: 'd', disputes: 'e', herWords: Personal.of('That is not so.') }),
      ));
});

describe('a disclosure', () => {
  const disclosure = {
    caseId,
    to: 'council',
    what: 'release date',
    basis: 'her-agreement',
    on: '2027-03-02' as IsoDate,
  } as const;

  it('says to whom and what, sealed, and on what ground', () =>
    given()
      .when(recordDisclosure(disclosure, date('2027-03-02')))
      .then(disclosureMade({ ...disclosure, to: Personal.of('council'), what: Personal.of('release date') })));

  it('has happened', () =>
    given()
      .when(recordDisclosure(disclosure, date('2027-03-01')))
      .thenRefused(DateToCome));
});
