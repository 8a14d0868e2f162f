import type { PrisonNumber } from '@ttg/reference';
import type { Temporal } from 'temporal-polyfill';

interface Told {
  readonly at: Temporal.Instant;
  readonly detailUrl?: string;
}

/** She came through the gate: from court, from another prison, back from a day outside. */
export interface Received extends Told {
  readonly kind: 'received';
  readonly prisonNumber: PrisonNumber;
  /** NOMIS id of the prison; not always a women's prison, and not always there. */
  readonly prison?: string;
  readonly reason: string;
}

/** She went out through it; only the reason `RELEASED` is a release. */
export interface Released extends Told {
  readonly kind: 'released';
  readonly prisonNumber: PrisonNumber;
  readonly prison?: string;
  readonly reason: string;
  readonly movementReasonCode?: string;
}

/** Her dates, her sentence or her recall changed: what they are now is fetched. */
export interface DatesChanged extends Told {
  readonly kind: 'dates-changed';
  readonly prisonNumber: PrisonNumber;
}

/** Two prison numbers turned out to be hers. */
export interface Merged extends Told {
  readonly kind: 'merged';
  readonly kept: PrisonNumber;
  readonly removed: PrisonNumber;
}

/** A stay was recorded under the wrong number. */
export interface BookingMoved extends Told {
  readonly kind: 'booking-moved';
  readonly from: PrisonNumber;
  readonly to: PrisonNumber;
}

/** What HMPPS tells, as far as this program acts on it. */
export type Notice = Received | Released | DatesChanged | Merged | BookingMoved;

/** The number a notice is about: of a merge, the one that goes on. */
export const subjectOf = (notice: Notice): PrisonNumber => {
  switch (notice.kind) {
    case 'merged':
      return notice.kept;
    case 'booking-moved':
      return notice.to;
    default:
      return notice.prisonNumber;
  }
};
