import { InvalidCommand, NotFound, Refusal } from '@ttg/event-sourcing';
import { type PeopleEvent, personMerged } from '../events';
import { linkTo, type PersonDecision, registered } from '../person/person';

type MergeSource = Extract<PeopleEvent, { readonly type: 'people.person-merged' }>['data']['source'];

export interface MergeRecords {
  /** The record that is kept. */
  readonly personId: string;
  readonly removedPersonId: string;
  readonly source: MergeSource;
}

export class SameRecord extends InvalidCommand {
  readonly code = 'same-record';
  readonly field = 'removedPersonId';

  constructor() {
    super('A record cannot be merged into itself. Give the id of the other record.');
  }
}

export class MergedElsewhere extends Refusal {
  readonly code = 'merged-elsewhere';
  override readonly field = 'removedPersonId';
  override readonly see: string;

  constructor(into: string) {
    super(`This record was merged into another before: ${linkTo(into)}.`);
    this.see = linkTo(into);
  }
}

/** She has one open case at most: which of two goes on, with its agreements and referrals, is for a person to say. */
export class BothHaveOpenCases extends Refusal {
  readonly code = 'both-have-open-cases';
  override readonly field = 'removedPersonId';
  override readonly see: string;

  constructor(kept: string, removed: string) {
    const see = `/api/v1/custody/cases/${removed}`;
    super(
      `She has an open case under each record: /api/v1/custody/cases/${kept} and ${see}. Record in the one that goes on what stands only in the other, close the other as opened in error, then merge.`,
    );
    this.see = see;
  }
}

/** @throws BothHaveOpenCases */
export const oneOpenCase = (kept: readonly string[], removed: readonly string[]): void => {
  const [goesOn] = kept;
  const [other] = removed;
  if (goesOn !== undefined && other !== undefined) throw new BothHaveOpenCases(goesOn, other);
};

/** The record points to the one that is kept. Nothing stored before changes. Done already, it writes nothing. */
export const mergeInto =
  ({ personId, removedPersonId, source }: MergeRecords): PersonDecision =>
  (state) => {
    if (personId === removedPersonId) throw new SameRecord();
    if (state.status === 'unknown') throw new NotFound('record to be merged');
    if (state.status === 'merged' && state.into === personId) return [];
    if (state.status === 'merged') throw new MergedElsewhere(state.into);
    registered(state);
    return personMerged({ personId, removedPersonId, source });
  };

/** The record that is kept knows of the other. Done already, it writes nothing. */
export const takeOver =
  ({ personId, removedPersonId, source }: MergeRecords): PersonDecision =>
  (state) =>
    registered(state).mergedRecords.includes(removedPersonId)
      ? []
      : personMerged({ personId, removedPersonId, source });
