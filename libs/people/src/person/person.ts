import {
  type Decision,
  type Evolution,
  evolveBy,
  type IsoDate,
  NotFound,
  type Personal,
  Refusal,
} from '@ttg/event-sourcing';
import type { CommunicationNeeds, IdentifierKind, Names, PeopleEvent } from '../events';

/** Everything that is written to `person-{personId}`. */
export type PersonEvent = Exclude<
  PeopleEvent,
  { readonly type: 'people.identifier-reserved' | 'people.identifier-released' }
>;

/** Who she is: not known yet, known, a record that was merged into another, or one whose personal data was erased. */
export type Person = Unknown | Registered | Merged | Erased;

export interface Unknown {
  readonly status: 'unknown';
}

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: Personal<string>;
  readonly withdrawn: boolean;
}

export interface Details {
  readonly names: Personal<Names>;
  readonly 'date-of-birth'?: Personal<IsoDate>;
  readonly ethnicity?: Personal<string>;
  readonly communication?: Personal<CommunicationNeeds>;
}

interface Recorded {
  readonly personId: string;
  /** As they are now: what was corrected is not here any more. */
  readonly details: Details;
  readonly identifiers: readonly Identifier[];
  /** Records of hers that were merged into this one. */
  readonly mergedRecords: readonly string[];
  readonly synthetic: boolean;
}

export interface Registered extends Recorded {
  readonly status: 'registered';
}
export interface Merged extends Recorded {
  readonly status: 'merged';
  readonly into: string;
}
export interface Erased extends Recorded {
  readonly status: 'erased';
}

export type PersonDecision = Decision<Person, PersonEvent>;

const change =
  <Data>(changed: (data: Data, state: Recorded) => Partial<Recorded>) =>
  (state: Person, data: Data): Person =>
    state.status === 'unknown' ? state : { ...state, ...changed(data, state) };

type Registration = Extract<PersonEvent, { readonly type: 'people.person-registered' }>['data'];

const firstIdentifiers = ({ prisonNumber, crn, nhsNumber }: Registration): readonly Identifier[] => [
  ...(prisonNumber ? [{ kind: 'prison-number' as const, value: prisonNumber, withdrawn: false }] : []),
  ...(crn ? [{ kind: 'crn' as const, value: crn, withdrawn: false }] : []),
  ...(nhsNumber ? [{ kind: 'nhs-number' as const, value: nhsNumber, withdrawn: false }] : []),
];

export const person: Evolution<Person, PersonEvent> = {
  initial: { status: 'unknown' },
  evolve: evolveBy<Person, PersonEvent>({
    'people.person-registered': (_state, data) => ({
      status: 'registered',
      personId: data.personId,
      details: {
        names: data.names,
        'date-of-birth': data.dateOfBirth,
        ethnicity: data.ethnicity,
        communication: data.communication,
      },
      identifiers: firstIdentifiers(data),
      mergedRecords: [],
      synthetic: data.synthetic,
    }),
    'people.identifier-added': change(({ kind, value }, { identifiers }) => ({
      identifiers: [...identifiers, { kind, value, withdrawn: false }],
    })),
    'people.identifier-withdrawn': change(({ which }, { identifiers }) => ({
      identifiers: identifiers.map((identifier, index) =>
        index === which ? { ...identifier, withdrawn: true } : identifier,
      ),
    })),
    'people.person-details-corrected': change(({ field, now }, { details }) => ({
      details: { ...details, [field]: now },
    })),
    // The event stands in both records: in the one that is kept, and in the one that points to it.
    'people.person-merged': (state, { personId, removedPersonId }) => {
      if (state.status === 'unknown') return state;
      if (state.personId === removedPersonId) return { ...state, status: 'merged', into: personId };
      return { ...state, mergedRecords: [...state.mergedRecords, removedPersonId] };
    },
    'people.personal-data-erased': (state) => (state.status === 'unknown' ? state : { ...state, status: 'erased' }),
  }),
};

/** Where a person is read. */
export const linkTo = (personId: string): string => `/api/v1/people/persons/${personId}`;

export class RecordWasMerged extends Refusal {
  readonly code = 'person-merged';
  override readonly see: string;

  constructor(readonly into: string) {
    super(`This record of her was merged into another. Go on with ${linkTo(into)}.`);
    this.see = linkTo(into);
  }
}

export class RecordWasErased extends Refusal {
  readonly code = 'person-erased';

  constructor() {
    super('Her personal data was erased, so nothing is recorded here any more. Register her again if she returns.');
  }
}

/** @throws NotFound @throws RecordWasMerged */
export const recorded = (state: Person): Registered | Erased => {
  if (state.status === 'unknown') throw new NotFound('woman');
  if (state.status === 'merged') throw new RecordWasMerged(state.into);
  return state;
};

/** @throws NotFound @throws RecordWasMerged @throws RecordWasErased */
export const registered = (state: Person): Registered => {
  const found = recorded(state);
  if (found.status === 'erased') throw new RecordWasErased();
  return found;
};
