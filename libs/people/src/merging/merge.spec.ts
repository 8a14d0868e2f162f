import { NotFound, Personal } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { personDetailsCorrected, personMerged } from '../events';
import { correctDetails } from '../corrections/correction';
import { erasePersonalData } from '../erasure/erasure';
import { day, erased, erasure, mergedAway, names, otherId, personId, registered, today } from '../person/fixtures';
import { person, RecordWasErased, RecordWasMerged } from '../person/person';
import { ImpossibleBirth } from '../registration/registration';
import { MergedElsewhere, mergeInto, SameRecord, takeOver } from './merge';

const given = specification(person);
const away = { personId: otherId, removedPersonId: personId, source: 'found-by-staff' } as const;
const kept = { personId, removedPersonId: otherId, source: 'found-by-staff' } as const;

describe('two records of one woman', () => {
  it('become one: the removed one points to the one that is kept, once', () => {
    given(registered).when(mergeInto(away)).then(mergedAway);
    given(registered, mergedAway).when(mergeInto(away)).thenNothing();
  });
  it('leave the kept one knowing of the other, once', () => {
    given(registered).when(takeOver(kept)).then(personMerged(kept));
    given(registered, personMerged(kept)).when(takeOver(kept)).thenNothing();
  });
  it('are two, and both there', () => {
    given(registered)
      .when(mergeInto({ ...away, personId }))
      .thenRefused(SameRecord);
    given().when(mergeInto(away)).thenRefused(NotFound);
  });
  it('are not merged into a third', () =>
    given(registered, mergedAway)
      .when(mergeInto({ ...away, personId: 'third' }))
      .thenRefused(MergedElsewhere, new RegExp(otherId)));
});

describe('a correction', () => {
  const now = { ...names, last: 'Corrected' };
  const change = { correction: { field: 'names', now }, askedBy: 'her', why: 'Misspelt at court' } as const;
  const corrected = personDetailsCorrected({
    ...{ personId, field: 'names', was: Personal.of(names), now: Personal.of(now) },
    ...{ askedBy: 'her', why: Personal.of('Misspelt at court') },
  });

  it('says what was, what is, who asked and why', () =>
    given(registered).when(correctDetails(change, today)).then(corrected));
  it('leaves nothing of what was in what she is', () => {
    const state = [registered, corrected].reduce(person.evolve, person.initial);
    expect(state).toMatchObject({ details: { names: Personal.of(now) } });
  });
  it('of a birth cannot be to a day to come', () => {
    const birth = { field: 'date-of-birth', now: day('2027-03-25') } as const;
    given(registered)
      .when(correctDetails({ ...change, correction: birth }, today))
      .thenRefused(ImpossibleBirth);
  });
  it('is made where her record is, and not where it was', () => {
    given(registered, mergedAway).when(correctDetails(change, today)).thenRefused(RecordWasMerged, new RegExp(otherId));
    given(registered, erased).when(correctDetails(change, today)).thenRefused(RecordWasErased);
  });
});

describe('an erasure', () => {
  it('is recorded once', () => {
    given(registered).when(erasePersonalData(erasure)).then(erased);
    given(registered, erased).when(erasePersonalData(erasure)).thenNothing();
  });
  it('reaches a record that was merged away', () =>
    given(registered, mergedAway).when(erasePersonalData(erasure)).then(erased));
});
