import {
  caseClosed,
  caseReopened,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  womanReceived,
} from '@ttg/custody/events';
import { evolveBy, type EventIn, type EventOf } from '@ttg/event-sourcing';

/** What of custody housing follows. */
export const followed = {
  womanReceived,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  released,
  releaseReversed,
  caseClosed,
  caseReopened,
};
export type FollowedEvent = EventIn<typeof followed>;

/** A case, in the names of its columns. */
export interface CaseRow {
  readonly case_id: string;
  readonly person_id: string;
  readonly previous_case_id?: string | null;
  readonly received_on: string;
  readonly release_date?: string | null;
  readonly release_type?: string | null;
  readonly date_changes: number;
  readonly released_on?: string | null;
  readonly closed: boolean;
  readonly opened_in_error: boolean;
}

type Received = EventOf<typeof womanReceived>;

const change = evolveBy<CaseRow, Exclude<FollowedEvent, Received>>({
  'custody.release-date-set': (row, { date, type }) => ({ ...row, release_date: date, release_type: type }),
  'custody.release-date-changed': (row, { after: { date, type } }) => ({
    ...row,
    release_date: date,
    release_type: type,
    date_changes: row.date_changes + 1,
  }),
  'custody.release-date-withdrawn': (row) => ({
    ...row,
    release_date: null,
    release_type: null,
    date_changes: row.date_changes + 1,
  }),
  'custody.released': (row, { on }) => ({ ...row, released_on: on }),
  // Her date stands as it did: that she was said to have left is no change of it.
  'custody.release-reversed': (row) => ({ ...row, released_on: null }),
  'custody.case-closed': (row, { reason }) => ({
    ...row,
    // What is open goes over to the case that her return began.
    closed: reason !== 'returned-to-custody',
    opened_in_error: reason === 'opened-in-error',
  }),
  'custody.case-reopened': (row) => ({ ...row, closed: false, opened_in_error: false }),
});

/**
 * What an event makes of a row. A change to a case that is not here makes none.
 * @throws Error for a case that is opened a second time
 */
export const evolveRow = (row: CaseRow | undefined, event: FollowedEvent): CaseRow | undefined => {
  if (event.type !== 'custody.woman-received') return row && change(row, event);
  if (row) throw new Error('A case was opened twice.');
  const { caseId, personId, previousCaseId, receivedOn } = event.data;
  return {
    case_id: caseId,
    person_id: personId,
    previous_case_id: previousCaseId ?? null,
    received_on: receivedOn,
    date_changes: 0,
    closed: false,
    opened_in_error: false,
  };
};
