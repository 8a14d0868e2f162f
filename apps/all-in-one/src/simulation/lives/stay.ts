import type { CustodyPeriod, ReleaseDateType } from '@ttg/calendar';
import type { LegalStatus } from '@ttg/custody/events';
import type { PrisonId } from '@ttg/reference';
import type { Day } from './days';

export interface KnownDate {
  readonly date: Day;
  readonly type: ReleaseDateType;
}

/** One case of hers as far as it is told: in custody, then the weeks outside. What changes in it, changes in place. */
export interface Stay {
  /** From 1. */
  readonly number: number;
  readonly caseId: string;
  readonly receivedOn: Day;
  prison: PrisonId;
  legalStatus: LegalStatus;
  screened: 'not-yet' | 'once' | 'again';
  hearingOn?: Day;
  sentencedOn?: Day;
  /** Stays that count towards the nights since sentence (A.10). */
  served: readonly CustodyPeriod[];
  /** A date that is being calculated: on that day it will be known, or known again. */
  dateDue?: { readonly on: Day } & KnownDate;
  releaseDate?: KnownDate;
  /** The day she leaves, by that date and the rule of A.10. */
  leavesOn?: Day;
  released?: { readonly on: Day; readonly from: 'prison' | 'court' };
  /** Has anybody reached her since she left? */
  contacted: boolean;
  closed: boolean;
}

/** Unsentenced: a court may let her go on any day. */
export const isUnsentenced = ({ legalStatus }: Stay): boolean =>
  legalStatus === 'remand' || legalStatus === 'convicted-unsentenced';
