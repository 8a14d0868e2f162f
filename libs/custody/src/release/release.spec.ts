import { NotFound } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import type { IsoInstant } from '@ttg/event-sourcing';
import { bronzefield, caseId, closedInError, day, downview, left, received, today } from '../case/fixtures';
import { custodyCase } from '../case/custody-case';
import { CaseIsClosed, HasLeft, StillInside } from '../case/refusals';
import { contactAfterReleaseMade, immigrationHoldStarted, movedToPrison, released } from '../events';
import { HoldStands } from '../legal-status/legal-status';
import { moveToPrison, SamePrison } from '../moves/move';
import { DateToCome, DateTooEarly } from '../on-that-day';
import { recordContact, releaseWoman, type ReleaseWoman, UnknownAccommodationType } from './release';

const given = specification(custodyCase);
const going: ReleaseWoman = { on: day('2027-03-20'), from: 'prison', toAccommodation: 'A17' };
const moved = movedToPrison({ caseId, from: bronzefield, to: downview, on: day('2027-03-09') });

describe('a woman in custody', () => {
  it('leaves as planned', () => given(received).when(releaseWoman(going, today)).then(left));

  it('leaves court without notice, to nobody knows where', () => {
    const fromCourt = { on: going.on, from: 'court', toAccommodation: 'not-known' } as const;
    given(received)
      .when(releaseWoman(fromCourt, today))
      .then(released({ caseId, prison: bronzefield, ...fromCourt, notice: 'no-notice' }));
  });

  it('does not leave before she came, nor before she came to the prison she leaves', () => {
    given(received)
      .when(releaseWoman({ ...going, on: day('2027-01-10') }, today))
      .thenRefused(DateTooEarly, /received|came/);
    given(received, moved)
      .when(releaseWoman({ ...going, on: day('2027-03-08') }, today))
      .thenRefused(DateTooEarly);
  });

  it('does not leave tomorrow', () =>
    given(received)
      .when(releaseWoman({ ...going, on: day('2027-03-25') }, today))
      .thenRefused(DateToCome));

  it('leaves to a kind of place that is known', () =>
    given(received)
      .when(releaseWoman({ ...going, toAccommodation: 'Z99' }, today))
      .thenRefused(UnknownAccommodationType));

  it('does not leave while an immigration hold stands', () =>
    given(received, immigrationHoldStarted({ caseId, on: day('2027-02-01') }))
      .when(releaseWoman(going, today))
      .thenRefused(HoldStands));

  it('moves to another prison, and not to the one she is in', () => {
    given(received)
      .when(moveToPrison({ to: downview, on: day('2027-03-09') }, today))
      .then(moved);
    given(received)
      .when(moveToPrison({ to: bronzefield, on: day('2027-03-09') }, today))
      .thenRefused(SamePrison, /Bronzefield/);
    given(received, moved)
      .when(moveToPrison({ to: bronzefield, on: day('2027-03-08') }, today))
      .thenRefused(DateTooEarly);
  });

  it('is not contacted after a release that did not happen', () =>
    given(received)
      .when(recordContact({ at: '2027-03-20T10:00:00Z' as IsoInstant, route: 'in-person' }, today))
      .thenRefused(StillInside));
});

describe('a woman who left', () => {
  const at = (text: string) => recordContact({ at: text as IsoInstant, route: 'safe-phone' }, today);

  it('does not leave twice, nor move', () => {
    given(received, left).when(releaseWoman(going, today)).thenRefused(HasLeft);
    given(received, left)
      .when(moveToPrison({ to: downview, on: day('2027-03-22') }, today))
      .thenRefused(HasLeft);
  });

  it('is reached from the day she left, and not at a time to come', () => {
    const contact = contactAfterReleaseMade({ caseId, at: '2027-03-20T00:00:00Z' as IsoInstant, route: 'safe-phone' });
    given(received, left).when(at('2027-03-20T00:00:00Z')).then(contact);
    given(received, left).when(at('2027-03-19T23:59:59Z')).thenRefused(DateTooEarly);
    given(received, left).when(at('2027-03-24T12:00:01Z')).thenRefused(DateToCome);
  });
});

describe('a closed case', () => {
  it('takes nothing more', () =>
    given(received, closedInError).when(releaseWoman(going, today)).thenRefused(CaseIsClosed));
});

describe('a case that was never opened', () => {
  it('is not there', () => given().when(releaseWoman(going, today)).thenRefused(NotFound));
});
