import { type Decision, type Evolution, evolveBy, Refusal } from '@ttg/event-sourcing';
import { type IdentifierKind, identifierReleased, identifierReserved, type PeopleEvent } from '../events';
import { linkTo } from '../person/person';

type ReservationEvent = Extract<
  PeopleEvent,
  { readonly type: 'people.identifier-reserved' | 'people.identifier-released' }
>;

/** Whose an identifier is. A stream of its own, named by a keyed hash: it is nobody's, or one person's. */
export interface Reservation {
  readonly heldBy?: string;
}

export type ReservationDecision = Decision<Reservation, ReservationEvent>;

export const reservation: Evolution<Reservation, ReservationEvent> = {
  initial: {},
  evolve: evolveBy<Reservation, ReservationEvent>({
    'people.identifier-reserved': (_state, { personId }) => ({ heldBy: personId }),
    'people.identifier-released': (state, { personId }) => (state.heldBy === personId ? {} : state),
  }),
};

const words: Readonly<Record<IdentifierKind, string>> = {
  'prison-number': 'prison number',
  crn: 'CRN',
  'nhs-number': 'NHS number',
};

export class IdentifierTaken extends Refusal {
  readonly code = 'identifier-taken';
  override readonly see: string;

  constructor(kind: IdentifierKind, heldBy: string) {
    super(
      `This ${words[kind]} is recorded already: ${linkTo(heldBy)}. Look whether she is the same woman; if both records are hers, merge them.`,
    );
    this.see = linkTo(heldBy);
  }
}

/** Two registrations of hers were cut off, each with one of these numbers. */
export class RegistrationCutOff extends Refusal {
  readonly code = 'registration-cut-off';

  constructor(kind: IdentifierKind) {
    super(
      `A registration with this ${words[kind]} was begun and cut off. Register her with that number alone, which completes it, then merge the two records.`,
    );
  }
}

/**
 * Makes the identifier hers. Done already, it writes nothing.
 * @param inPlaceOf a person whose data was erased, and who may still hold it
 */
export const reserve =
  (kind: IdentifierKind, personId: string, inPlaceOf?: string): ReservationDecision =>
  ({ heldBy }) => {
    if (heldBy === personId) return [];
    if (heldBy === undefined) return identifierReserved({ personId, kind });
    if (heldBy !== inPlaceOf) throw new IdentifierTaken(kind, heldBy);
    return [identifierReleased({ personId: heldBy, kind }), identifierReserved({ personId, kind })];
  };

/** It is hers no more. Done already, or never hers, it writes nothing. */
export const release =
  (kind: IdentifierKind, personId: string): ReservationDecision =>
  ({ heldBy }) =>
    heldBy === personId ? identifierReleased({ personId, kind }) : [];
