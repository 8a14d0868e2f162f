import { Personal } from '@ttg/event-sourcing';
import { personalDataErased, personDetailsCorrected, personMerged, personRegistered } from '@ttg/people/events';
import { registered, RecordWasErased, RecordWasMerged, womanOf } from './woman';
import { day } from '../case/fixtures';

const [kept, removed] = ['kept', 'removed'];
const names = Personal.of({ first: 'Synthetic', last: 'Example' });
const dateOfBirth = Personal.of(day('1990-01-01'));
const corrected = Personal.of(day('1991-01-01'));
const known = (personId: string) => personRegistered({ personId, names, dateOfBirth, synthetic: true });
const merged = personMerged({ personId: kept, removedPersonId: removed, source: 'found-by-staff' });

const foldedAs = (id: string, ...events: Parameters<ReturnType<typeof womanOf>['evolve']>[1][]) =>
  events.reduce(womanOf(id).evolve, womanOf(id).initial);

describe('what custody knows of a woman', () => {
  it('is that she is there, and the corrected date of her birth', () => {
    const was = personDetailsCorrected({
      ...{ personId: kept, field: 'date-of-birth', was: dateOfBirth, now: corrected },
      ...{ askedBy: 'her', why: Personal.of('typed wrongly') },
    });
    expect(registered(foldedAs(kept, known(kept), was)).dateOfBirth).toBe(corrected);
  });

  it('is where to go on, for the record that was removed by a merge', () =>
    expect(() => registered(foldedAs(removed, known(removed), merged))).toThrow(RecordWasMerged));

  it('is which other record is hers, for the one that was kept', () =>
    expect(registered(foldedAs(kept, known(kept), merged)).alsoRecordedAs).toEqual([removed]));

  it('is nothing to go on with, once she was erased', () => {
    const erasure = personalDataErased({ personId: kept, basis: 'court-order', authorisedBy: 'court' });
    expect(() => registered(foldedAs(kept, known(kept), erasure))).toThrow(RecordWasErased);
  });

  it('is nothing, where nobody registered her', () =>
    expect(() => registered(foldedAs(kept))).toThrow(/no such woman/));
});
