import { evolveBy, type EventIn } from '@ttg/event-sourcing';
import { isCustodial } from '../case/custody-case';
import {
  caseClosed,
  caseReopened,
  custodyStatusChanged,
  movedToPrison,
  releaseDateChanged,
  releaseDateSet,
  releaseDateWithdrawn,
  releaseReversed,
  released,
  sentenced,
  womanReceived,
} from '../events';

/** What of a case is seen in a list of them. */
export const listed = {
  womanReceived,
  custodyStatusChanged,
  sentenced,
  releaseDateSet,
  releaseDateChanged,
  releaseDateWithdrawn,
  movedToPrison,
  released,
  releaseReversed,
  caseClosed,
  caseReopened,
};
export type ListedEvent = EventIn<typeof listed>;

/** A row of the list, in the names of its columns. */
export interface CaseRow {
  readonly case_id: string;
  readonly person_id: string;
  readonly prison: string;
  readonly status: 'in-custody' | 'released' | 'closed';
  readonly legal_status: string;
  readonly received_on: string;
  readonly release_date?: string | null;
  readonly release_date_type?: string | null;
  readonly released_on?: string | null;
  readonly synthetic: boolean;
}

type Change = Exclude<ListedEvent, { readonly type: 'custody.woman-received' }>;

const change = evolveBy<CaseRow, Change>({
  'custody.custody-status-changed': (row, { legalStatus }) => ({ ...row, legal_status: legalStatus }),
  'custody.sentenced': (row, { sentenceType }) =>
    isCustodial(sentenceType) ? { ...row, legal_status: 'sentenced' } : row,
  'custody.release-date-set': (row, { date, type }) => ({ ...row, release_date: date, release_date_type: type }),
  'custody.release-date-changed': (row, { after: { date, type } }) => ({
    ...row,
    release_date: date,
    release_date_type: type,
  }),
  'custody.release-date-withdrawn': (row) => ({ ...row, release_date: null, release_date_type: null }),
  'custody.moved-to-prison': (row, { to }) => ({ ...row, prison: to }),
  'custody.released': (row, { on }) => ({ ...row, status: 'released', released_on: on }),
  'custody.release-reversed': (row) => ({ ...row, status: 'in-custody', released_on: null }),
  'custody.case-closed': (row) => ({ ...row, status: 'closed' }),
  'custody.case-reopened': (row) => ({ ...row, status: row.released_on ? 'released' : 'in-custody' }),
});

/** @throws Error for a change to a case that was never opened: its first event is parked, so this one waits behind it. */
export const evolveRow = (row: CaseRow | undefined, event: ListedEvent): CaseRow => {
  if (event.type === 'custody.woman-received') return firstRow(event.data);
  if (!row) throw new Error('A case that was never opened has changed.');
  return change(row, event);
};

const firstRow = (data: Extract<ListedEvent, { readonly type: 'custody.woman-received' }>['data']): CaseRow => ({
  case_id: data.caseId,
  person_id: data.personId,
  prison: data.prison,
  status: 'in-custody',
  legal_status: data.legalStatus,
  received_on: data.receivedOn,
  synthetic: data.synthetic,
});
