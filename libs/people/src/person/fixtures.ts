import { date } from '@ttg/calendar';
import { isoDate, type IsoDate, Personal } from '@ttg/event-sourcing';
import { identifierAdded, personalDataErased, personMerged, personRegistered } from '../events';

/** For specs: a synthetic woman, seen on 24 March 2027. */
export const today = date('2027-03-24');
export const day = (text: string): IsoDate => isoDate(date(text));
export const personId = '22222222-2222-4222-8222-222222222222';
export const otherId = '33333333-3333-4333-8333-333333333333';
export const names = { first: 'Synthetic', last: 'Example' };
export const prisonNumber = { kind: 'prison-number', value: 'A1234BC' } as const;
export const crn = { kind: 'crn', value: 'X123456' } as const;

export const registered = personRegistered({
  personId,
  names: Personal.of(names),
  prisonNumber: Personal.of(prisonNumber.value),
  synthetic: true,
});
export const crnAdded = identifierAdded({ personId, kind: 'crn', value: Personal.of(crn.value) });
export const mergedAway = personMerged({ personId: otherId, removedPersonId: personId, source: 'found-by-staff' });
export const erasure = { basis: 'court-order', authorisedBy: 'court' } as const;
export const erased = personalDataErased({ personId, ...erasure });
