import { type Evolution, evolveBy, NotFound, type Personal, Refusal } from '@ttg/event-sourcing';
import type { PeopleEvent } from '@ttg/people/events';

interface Recorded {
  /** Records of hers that were merged into this one: a case may stand under one of them. */
  readonly alsoRecordedAs: readonly string[];
}

interface Registered extends Recorded {
  readonly status: 'registered';
  readonly synthetic: boolean;
  readonly dateOfBirth?: Personal<unknown>;
}

/** What custody must know of who she is, folded from the events of `people`: is there such a woman, and when was she born? */
export type Woman =
  | { readonly status: 'unknown' }
  | Registered
  | ({ readonly status: 'merged'; readonly into: string } & Recorded)
  | { readonly status: 'erased' };

const same = (state: Woman): Woman => state;

/** The woman of that record: a merge stands in both records, and only one of them was removed by it. */
export const womanOf = (ownId: string): Evolution<Woman, PeopleEvent> => ({
  initial: { status: 'unknown' },
  evolve: evolveBy<Woman, PeopleEvent>({
    'people.person-registered': (_state, { synthetic, dateOfBirth }) => ({
      status: 'registered',
      synthetic,
      dateOfBirth,
      alsoRecordedAs: [],
    }),
    'people.person-details-corrected': (state, { field, now }) =>
      state.status === 'registered' && field === 'date-of-birth' ? { ...state, dateOfBirth: now } : state,
    'people.person-merged': (state, { personId, removedPersonId }) => {
      if (removedPersonId === ownId) return { status: 'merged', into: personId, alsoRecordedAs: recordsIn(state) };
      if (state.status !== 'registered') return state;
      return { ...state, alsoRecordedAs: [...state.alsoRecordedAs, removedPersonId] };
    },
    'people.personal-data-erased': () => ({ status: 'erased' }),
    'people.identifier-added': same,
    'people.identifier-withdrawn': same,
    'people.identifier-reserved': same,
    'people.identifier-released': same,
  }),
});

/** The records that were merged into this one before. */
export const recordsIn = (state: Woman): readonly string[] => ('alsoRecordedAs' in state ? state.alsoRecordedAs : []);

export class RecordWasMerged extends Refusal {
  readonly code = 'person-merged';
  override readonly field = 'personId';

  constructor(into: string) {
    super(`This record of her was merged into another: use personId ${into}.`);
  }
}

export class RecordWasErased extends Refusal {
  readonly code = 'person-erased';
  override readonly field = 'personId';

  constructor() {
    super('Her personal data was erased. Register her again, then open her case.');
  }
}

/** @throws NotFound @throws RecordWasMerged @throws RecordWasErased */
export const registered = (state: Woman): Registered => {
  switch (state.status) {
    case 'unknown':
      throw new NotFound('woman');
    case 'merged':
      throw new RecordWasMerged(state.into);
    case 'erased':
      throw new RecordWasErased();
    case 'registered':
      return state;
  }
};
