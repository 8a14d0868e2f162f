import { Personal } from '@ttg/event-sourcing';
import * as people from '@ttg/people/events';
import { day, otherId, personId } from './values';

export const samples = [
  people.personRegistered({
    personId,
    names: Personal.of({ first: 'Synthetic', middle: 'Ann', last: 'Example-Ó Súilleabháin', known: 'Syn' }),
    dateOfBirth: Personal.of(day('1990-05-05')),
    prisonNumber: Personal.of('A9876ZY'),
    crn: Personal.of('X987654'),
    nhsNumber: Personal.of('9990000018'),
    ethnicity: Personal.of('W1'),
    communication: Personal.of({ language: 'cy', interpreter: 'needed', needs: 'Someone to read it with her.' }),
    synthetic: true,
  }),
  people.identifierAdded({ personId, kind: 'crn', value: Personal.of('X987654') }),
  people.identifierWithdrawn({
    personId,
    kind: 'crn',
    value: Personal.of('X987654'),
    which: 0,
    reason: 'typing error',
  }),
  people.personDetailsCorrected({
    personId,
    field: 'names',
    was: Personal.of<unknown>({ first: 'Synthetic', last: 'Exmaple' }),
    now: Personal.of<unknown>({ first: 'Synthetic', last: 'Example' }),
    askedBy: 'her',
    why: Personal.of('Misspelt at court.'),
  }),
  people.personMerged({ personId, removedPersonId: otherId, source: 'found-by-staff' }),
  people.personalDataErased({ personId, basis: 'her request', authorisedBy: 'data-protection-officer' }),
  people.identifierReserved({ personId, kind: 'prison-number' }),
  people.identifierReleased({ personId, kind: 'prison-number' }),
];
