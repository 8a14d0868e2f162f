import {
  custodyStatusChanged,
  released,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  sentenced,
  womanReceived,
} from '@ttg/custody/events';
import { evolveBy, type EventIn, type EventOf } from '@ttg/event-sourcing';

/** What of custody healthcare follows. */
export const followed = {
  womanReceived,
  custodyStatusChanged,
  sentenced,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  released,
  releaseReversed,
};
export type FollowedEvent = EventIn<typeof followed>;

/** A case, in the names of its columns. */
export interface CaseRow {
  readonly case_id: string;
  readonly person_id: string;
  readonly received_on: string;
  readonly recalled: boolean;
  readonly sentenced_on?: string | null;
  readonly release_date?: string | null;
  readonly release_type?: string | null;
  readonly released_on?: string | null;
}

type Received = EventOf<typeof womanReceived>;

const change = evolveBy<CaseRow, Exclude<FollowedEvent, Received>>({
  'custody.custody-status-changed': (row, { legalStatus }) => ({
    ...row,
    recalled: row.recalled || legalStatus === 'recalled',
  }),
  'custody.sentenced': (row, { on }) => ({ ...row, sentenced_on: on }),
  'custody.release-date-set': (row, { date, type }) => ({ ...row, release_date: date, release_type: type }),
  'custody.release-date-changed': (row, { after: { date, type } }) => ({
    ...row,
    release_date: date,
    release_type: type,
  }),
  'custody.release-date-withdrawn': (row) => ({ ...row, release_date: null, release_type: null }),
  'custody.released': (row, { on }) => ({ ...row, released_on: on }),
  'custody.release-reversed': (row) => ({ ...row, released_on: null }),
});

/**
 * What an event makes of a row. A change to a case that is not here makes none.
 * @throws Error for a case that is opened a second time
 */
export const evolveRow = (row: CaseRow | undefined, event: FollowedEvent): CaseRow | undefined => {
  if (event.type !== 'custody.woman-received') return row && change(row, event);
  if (row) throw new Error('A case was opened twice.');
  const { caseId, personId, receivedOn, legalStatus } = event.data;
  return { case_id: caseId, person_id: personId, received_on: receivedOn, recalled: legalStatus === 'recalled' };
};
