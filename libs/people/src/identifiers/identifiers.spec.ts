import { Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { identifierReleased, identifierReserved, identifierWithdrawn } from '../events';
import { crn, crnAdded, erased, otherId, personId, prisonNumber, registered } from '../person/fixtures';
import { person, RecordWasErased } from '../person/person';
import { addIdentifier, IdentifierNotHers, withdrawIdentifier } from './identifiers';
import { IdentifierTaken, release, reservation, reserve } from './reservation';

const given = specification(person);
const reason = 'entered-in-error';
const withdrawn = identifierWithdrawn({ personId, kind: 'crn', value: Personal.of(crn.value), which: 1, reason });
const both = [prisonNumber, crn];

describe('a woman with a prison number', () => {
  it('gets a CRN too, and the same one once', () => {
    given(registered)
      .when(addIdentifier(crn, [prisonNumber]))
      .then(crnAdded);
    given(registered, crnAdded).when(addIdentifier(crn, both)).thenNothing();
  });
  it('has a number withdrawn that is hers, and no other', () => {
    given(registered, crnAdded)
      .when(withdrawIdentifier({ ...crn, reason }, both))
      .then(withdrawn);
    given(registered)
      .when(withdrawIdentifier({ ...crn, reason }, [prisonNumber]))
      .thenRefused(IdentifierNotHers);
  });
  it('has it withdrawn once, and may get it again', () => {
    given(registered, crnAdded, withdrawn)
      .when(withdrawIdentifier({ ...crn, reason }, both))
      .thenNothing();
    given(registered, crnAdded, withdrawn).when(addIdentifier(crn, both)).then(crnAdded);
  });
  it('has the newer one withdrawn when it was recorded again', () =>
    given(registered, crnAdded, withdrawn, crnAdded)
      .when(withdrawIdentifier({ ...crn, reason }, [...both, crn]))
      .then(identifierWithdrawn({ ...withdrawn.data, which: 2 })));
});

describe('a woman whose data was erased', () => {
  it('gets no number any more', () =>
    given(registered, erased).when(addIdentifier(crn, [])).thenRefused(RecordWasErased));
});

describe('a number', () => {
  const givenNumber = specification(reservation);
  const hers = identifierReserved({ personId, kind: 'crn' });
  const givenUp = identifierReleased({ personId, kind: 'crn' });
  const others = identifierReserved({ personId: otherId, kind: 'crn' });

  it('is one woman’s', () => {
    givenNumber().when(reserve('crn', personId)).then(hers);
    givenNumber(hers).when(reserve('crn', otherId)).thenRefused(IdentifierTaken, new RegExp(personId));
  });
  it('is reserved once, however often it is asked for', () =>
    givenNumber(hers).when(reserve('crn', personId)).thenNothing());
  it('is free again when it was given up, by the woman who had it alone', () => {
    givenNumber(hers, givenUp).when(reserve('crn', otherId)).then(others);
    givenNumber(hers).when(release('crn', otherId)).thenNothing();
  });
  it('goes over from the one it is left with, and from no other', () => {
    givenNumber(hers)
      .when(reserve('crn', otherId, personId))
      .then(givenUp, others);
    givenNumber(hers)
      .when(reserve('crn', otherId, 'somebody-else'))
      .thenRefused(IdentifierTaken);
  });
});
