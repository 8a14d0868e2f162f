import { defineEvent, type EventIn, type IsoDate, type Personal } from '@ttg/event-sourcing';

/** Every event of `people`: who she is. They belong to a person and to no case. */

export interface Names {
  readonly first: string;
  readonly middle?: string;
  readonly last: string;
  /** What she is called, where that differs. */
  readonly known?: string;
}

export type IdentifierKind = 'prison-number' | 'crn' | 'nhs-number';

export interface CommunicationNeeds {
  /** ISO 639 code of the language she would choose. */
  readonly language?: string;
  readonly interpreter?: 'needed' | 'not-needed' | 'not-known' | 'not-asked' | 'chose-not-to-say';
  /** Easy read, large print, someone to read it with her: in plain words. */
  readonly needs?: string;
}

/** She has a record. */
export const personRegistered = defineEvent<{
  readonly personId: string;
  readonly names: Personal<Names>;
  readonly dateOfBirth?: Personal<IsoDate>;
  readonly prisonNumber?: Personal<string>;
  readonly crn?: Personal<string>;
  readonly nhsNumber?: Personal<string>;
  /** HMPPS ethnicity code. */
  readonly ethnicity?: Personal<string>;
  readonly communication?: Personal<CommunicationNeeds>;
  /** True for people who do not exist: demo and simulation. */
  readonly synthetic: boolean;
}>()('people.person-registered', {
  sealed: {
    names: 'identity',
    dateOfBirth: 'identity',
    prisonNumber: 'identity',
    crn: 'identity',
    // In whose hands it is shown is a matter of roles. Until November 2026 it was sealed with her health, and reads as before.
    nhsNumber: 'identity',
    ethnicity: 'identity',
    communication: 'identity',
  },
});

/** A number that others know her by was added. */
export const identifierAdded = defineEvent<{
  readonly personId: string;
  readonly kind: IdentifierKind;
  readonly value: Personal<string>;
}>()('people.identifier-added', { sealed: { value: 'identity' } });

/** A number that was recorded for her is not hers. */
export const identifierWithdrawn = defineEvent<{
  readonly personId: string;
  readonly kind: IdentifierKind;
  readonly value: Personal<string>;
  /** Its place in the order in which her identifiers were recorded, from 0: sealed values cannot be compared. */
  readonly which: number;
  readonly reason: string;
}>()('people.identifier-withdrawn', { sealed: { value: 'identity' } });

/** What was recorded of her was wrong: as it was, and as it is now. */
export const personDetailsCorrected = defineEvent<{
  readonly personId: string;
  readonly field: 'names' | 'date-of-birth' | 'ethnicity' | 'communication';
  readonly was: Personal<unknown>;
  readonly now: Personal<unknown>;
  /** Who asked for it: `her`, a role, an organisation. Never a name. */
  readonly askedBy: string;
  readonly why: Personal<string>;
}>()('people.person-details-corrected', { sealed: { was: 'identity', now: 'identity', why: 'identity' } });

/** The removed record points to the kept one. Nothing stored before it changes. */
export const personMerged = defineEvent<{
  readonly personId: string;
  readonly removedPersonId: string;
  readonly source: 'prisoner-merged' | 'booking-moved' | 'found-by-staff';
}>()('people.person-merged');

/** Her keys are destroyed: what is sealed with them can be read by nobody. */
export const personalDataErased = defineEvent<{
  readonly personId: string;
  readonly basis: string;
  readonly authorisedBy: string;
}>()('people.personal-data-erased');

/** Holds an identifier for one person, in a stream named by its keyed hash. */
export const identifierReserved = defineEvent<{ readonly personId: string; readonly kind: IdentifierKind }>()(
  'people.identifier-reserved',
);
export const identifierReleased = defineEvent<{ readonly personId: string; readonly kind: IdentifierKind }>()(
  'people.identifier-released',
);

export const peopleEvents = {
  personRegistered,
  identifierAdded,
  identifierWithdrawn,
  personDetailsCorrected,
  personMerged,
  personalDataErased,
  identifierReserved,
  identifierReleased,
};
export type PeopleEvent = EventIn<typeof peopleEvents>;
