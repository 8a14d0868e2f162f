import { parsePrisonNumber } from '@ttg/reference';
import { doing, inside, noCase } from '../testing/known';
import { bookingMoved, merged } from './merges';
import { nothing, waits } from './outcome';

const [kept, removed] = [parsePrisonNumber('A0002BB'), parsePrisonNumber('A0002AA')];
const other = { personId: 'other' };
const merge = (source: string) =>
  doing({ do: 'merge', merge: { personId: 'person', removedPersonId: 'other', source } });
const number = (personId: string, value: string) =>
  doing({ do: 'add-number', personId, identifier: { kind: 'prison-number', value } });

describe('two numbers that are one woman’s', () => {
  it('merge her two records', () =>
    expect(merged({ kept, removed, underKept: noCase, underRemoved: other }, 'prisoner-merged')).toEqual(
      merge('prisoner-merged'),
    ));

  it('are both on the one record there is, so that what comes late under the old one finds her', () => {
    expect(merged({ kept, removed, underKept: noCase }, 'prisoner-merged')).toEqual(number('person', removed));
    expect(merged({ kept, removed, underRemoved: other }, 'prisoner-merged')).toEqual(number('other', kept));
  });

  it('need nothing where they are on one record, or on none', () => {
    expect(merged({ kept, removed, underKept: noCase, underRemoved: noCase }, 'prisoner-merged')).toEqual(
      nothing('known-already'),
    );
    expect(merged({ kept, removed }, 'prisoner-merged')).toEqual(nothing('not-known-here'));
  });
});

describe('a stay that was moved to another number', () => {
  it('makes them one woman’s where nothing is left under the old one', () =>
    expect(bookingMoved({ kept, removed, underKept: noCase, underRemoved: other }, false)).toEqual(
      merge('booking-moved'),
    ));

  it('is nothing new where both numbers are on one record', () =>
    expect(bookingMoved({ kept, removed, underKept: inside, underRemoved: inside }, true)).toEqual(
      nothing('known-already'),
    ));

  it('is for a person to look at where there is an open case and more under the old number', () => {
    const another = { ...inside, personId: 'other' };
    expect(bookingMoved({ kept, removed, underKept: noCase, underRemoved: another }, true)).toEqual(
      waits('booking-moved-between-two'),
    );
    expect(bookingMoved({ kept, removed, underRemoved: another }, true)).toEqual(waits('booking-moved-between-two'));
    expect(bookingMoved({ kept, removed, underKept: noCase }, true)).toEqual(nothing('not-known-here'));
  });
});
