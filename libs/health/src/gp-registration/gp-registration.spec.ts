import { date } from '@ttg/calendar';
import { Personal, type IsoDate } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import {
  gpRegistrationConfirmed,
  gpRegistrationDeclined,
  gpRegistrationRefused,
  gpRegistrationRequested,
  type GpRefusal,
} from '../events';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { gpRegistration } from './gp-registration';
import {
  confirmRegistration,
  declineRegistration,
  PracticeNotKnown,
  PracticeOfThePrison,
  refuseRegistration,
  RegisteredAlready,
  requestRegistration,
} from './register';
import { whatToSay } from './what-to-say';

const given = specification(gpRegistration);
const iso = (text: string): IsoDate => date(text).toString() as IsoDate;
const day = { today: date('2027-03-10'), receivedOn: iso('2027-01-11') };
const caseId = '0b0f0e1c-0000-4000-8000-000000000002';
const on = iso('2027-03-10');
const practice = Personal.of('A81001');
const requested = gpRegistrationRequested({ caseId, on, practice, gms1Signed: true });
const confirmed = gpRegistrationConfirmed({ caseId, on, practice });
const refused = gpRegistrationRefused({ caseId, on, practice, reason: 'no-id' });

describe('nothing recorded', () => {
  it('is requested with the practice and her signed GMS1', () =>
    given()
      .when(requestRegistration({ caseId, practice: 'A81001', gms1Signed: true }, day))
      .then(requested));

  it('is confirmed only when the practice is known', () => {
    given().when(confirmRegistration({ caseId }, day)).thenRefused(PracticeNotKnown);
    given()
      .when(confirmRegistration({ caseId, practice: 'A81001' }, day))
      .then(confirmed);
  });

  it('never takes the practice of a prison', () =>
    given()
      .when(requestRegistration({ caseId, practice: 'Y04573', gms1Signed: true }, day))
      .thenRefused(PracticeOfThePrison));

  it('is dated neither tomorrow nor before she was received', () => {
    const dated = (text: string) => requestRegistration({ caseId, gms1Signed: false, on: iso(text) }, day);
    given().when(dated('2027-03-11')).thenRefused(DateToCome);
    given().when(dated('2027-01-10')).thenRefused(DateTooEarly);
  });
});

describe('a request', () => {
  it('is confirmed by the practice that was asked', () =>
    given(requested).when(confirmRegistration({ caseId }, day)).then(confirmed));

  it('may be refused, with the reason', () =>
    given(requested)
      .when(refuseRegistration({ caseId, reason: 'no-id' }, day))
      .then(refused));

  it('may be made again elsewhere after a refusal, or after she had said no', () => {
    const again = requestRegistration({ caseId, practice: 'A81001', gms1Signed: true }, day);
    given(requested, refused).when(again).then(requested);
    given(gpRegistrationDeclined({ caseId, on })).when(again).then(requested);
  });

  it('ends when she does not want one, in her words', () =>
    given(requested)
      .when(declineRegistration({ caseId, herWords: 'Not now' }, day))
      .then(gpRegistrationDeclined({ caseId, on, herWords: Personal.of('Not now') })));
});

it('stays confirmed', () => {
  given(confirmed)
    .when(refuseRegistration({ caseId, reason: 'other' }, day))
    .thenRefused(RegisteredAlready);
  given(confirmed).when(declineRegistration({ caseId }, day)).thenRefused(RegisteredAlready);
});

it.each<GpRefusal>(['no-proof-of-address', 'no-id', 'no-nhs-number'])(
  'answers %s with the wording of NHS England',
  (reason) => expect(whatToSay(reason)[0]?.words).toContain('no reason to refuse'),
);
