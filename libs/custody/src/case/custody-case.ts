import { NotFound, type Decision, type Evolution, type IsoDate, evolveBy } from '@ttg/event-sourcing';
import type { PrisonId } from '@ttg/reference';
import type { ArrangementKind, CustodyEvent, LegalStatus, ReceivedFrom, ReleaseDate } from '../events';
import { CaseIsClosed, HasLeft, StillInside } from './refusals';

/** Everything that is written to `custody-{caseId}`. */
export type CaseEvent = Exclude<
  CustodyEvent,
  { readonly type: 'custody.open-case-reserved' | 'custody.open-case-released' }
>;

/** One period in custody and what follows it: not begun, inside, left, or closed. */
export type CustodyCase = NotOpened | InCustody | Released | Closed;

export interface NotOpened {
  readonly status: 'not-opened';
}

interface Stay {
  readonly caseId: string;
  readonly personId: string;
  readonly prison: PrisonId;
  readonly from: ReceivedFrom;
  readonly receivedOn: IsoDate;
  /** The day she came to the prison she is in, or was last in. */
  readonly hereSince: IsoDate;
  readonly legalStatus: LegalStatus;
  readonly lastScreenedOn?: IsoDate;
  readonly sentences: readonly { readonly on: IsoDate; readonly sentenceType: string }[];
  readonly releaseDate?: ReleaseDate;
  /** The day a hold under immigration powers began, while it stands. */
  readonly heldSince?: IsoDate;
  readonly hearings: readonly IsoDate[];
  readonly arrangements: Readonly<Partial<Record<ArrangementKind, 'made' | 'fell-through'>>>;
}

export interface InCustody extends Stay {
  readonly status: 'in-custody';
}

export interface Released extends Stay {
  readonly status: 'released';
  readonly releasedOn: IsoDate;
  /** Somebody reached her since: then she did leave. */
  readonly reached?: true;
}

export interface Closed extends Stay {
  readonly status: 'closed';
  /** What reopening leads back to. */
  readonly before: InCustody | Released;
  readonly closedOn: IsoDate;
  /** The case that her return opened. */
  readonly nextCaseId?: string;
}

export type CaseDecision = Decision<CustodyCase, CaseEvent>;

/** A change to a stay, whatever its status; nothing happens to a case that was never opened. */
const stay =
  <Data>(change: (data: Data, state: Stay) => Partial<Stay>) =>
  (state: CustodyCase, data: Data): CustodyCase =>
    state.status === 'not-opened' ? state : { ...state, ...change(data, state) };

const close = (state: CustodyCase, how: Pick<Closed, 'closedOn' | 'nextCaseId'>): CustodyCase =>
  state.status === 'in-custody' || state.status === 'released'
    ? { ...state, ...how, status: 'closed', before: state }
    : state;

/** As if she had never been out: her date, her hearings and what was arranged stand. */
const inCustodyAgain = (state: CustodyCase): CustodyCase => {
  if (state.status !== 'released') return state;
  const { releasedOn: _releasedOn, reached: _reached, ...stay } = state;
  return { ...stay, status: 'in-custody' };
};

export const custodyCase: Evolution<CustodyCase, CaseEvent> = {
  initial: { status: 'not-opened' },
  evolve: evolveBy<CustodyCase, CaseEvent>({
    'custody.woman-received': (_state, { caseId, personId, prison, from, receivedOn, legalStatus }) => ({
      ...{ status: 'in-custody', caseId, personId, prison, from, receivedOn, legalStatus },
      ...{ hereSince: receivedOn, sentences: [], hearings: [], arrangements: {} },
    }),
    'custody.reception-screening-completed': stay(({ screenedOn }) => ({ lastScreenedOn: screenedOn })),
    'custody.screening-repeated': stay(({ screenedOn }) => ({ lastScreenedOn: screenedOn })),
    'custody.custody-status-changed': stay(({ legalStatus }) => ({ legalStatus })),
    'custody.sentenced': stay(({ on, sentenceType }, { sentences, legalStatus }) => ({
      sentences: [...sentences, { on, sentenceType }],
      legalStatus: isCustodial(sentenceType) ? 'sentenced' : legalStatus,
    })),
    'custody.release-date-set': stay(({ date, type }) => ({ releaseDate: { date, type } })),
    'custody.release-date-changed': stay(({ after }) => ({ releaseDate: after })),
    'custody.release-date-withdrawn': stay(() => ({ releaseDate: undefined })),
    'custody.moved-to-prison': stay(({ to, on }) => ({ prison: to, hereSince: on })),
    'custody.court-hearing-listed': stay(({ on }, { hearings }) => ({ hearings: [...hearings, on] })),
    'custody.immigration-hold-started': stay(({ on }) => ({ heldSince: on })),
    'custody.immigration-hold-ended': stay(() => ({ heldSince: undefined })),
    'custody.released': (state, { on }) =>
      state.status === 'in-custody' ? { ...state, status: 'released', releasedOn: on } : state,
    'custody.release-reversed': inCustodyAgain,
    'custody.returned-to-custody': (state, { on, nextCaseId }) => close(state, { closedOn: on, nextCaseId }),
    'custody.release-day-arrangement-made': stay(({ kind }, { arrangements }) => ({
      arrangements: { ...arrangements, [kind]: 'made' },
    })),
    'custody.release-day-arrangement-fell-through': stay(({ kind }, { arrangements }) => ({
      arrangements: { ...arrangements, [kind]: 'fell-through' },
    })),
    'custody.contact-after-release-made': (state) =>
      state.status === 'released' ? { ...state, reached: true } : state,
    'custody.case-closed': (state, { on }) => close(state, { closedOn: on }),
    'custody.case-reopened': (state) => (state.status === 'closed' ? state.before : state),
  }),
};

/** Where a case is read. */
export const linkTo = (caseId: string): string => `/api/v1/custody/cases/${caseId}`;

/** A suspended sentence, or one of another kind, keeps nobody inside. */
export const isCustodial = (sentenceType: string): boolean => !['suspended', 'other'].includes(sentenceType);

/** @throws NotFound where no woman was ever received under this case. */
export const opened = (state: CustodyCase): InCustody | Released | Closed => {
  if (state.status === 'not-opened') throw new NotFound('case');
  return state;
};

/** @throws NotFound @throws CaseIsClosed */
export const notClosed = (state: CustodyCase): InCustody | Released => {
  const found = opened(state);
  if (found.status === 'closed') throw new CaseIsClosed();
  return found;
};

/** @throws NotFound @throws CaseIsClosed @throws HasLeft */
export const inCustody = (state: CustodyCase): InCustody => {
  const found = notClosed(state);
  if (found.status === 'released') throw new HasLeft();
  return found;
};

/** @throws NotFound @throws CaseIsClosed @throws StillInside */
export const released = (state: CustodyCase): Released => {
  const found = notClosed(state);
  if (found.status === 'in-custody') throw new StillInside();
  return found;
};
