import { linkTo } from '../case/custody-case';
import { type Decision, evolveBy, type Evolution, Refusal } from '@ttg/event-sourcing';
import { openCaseReleased, openCaseReserved, type CustodyEvent } from '../events';

type OpenCaseEvent = Extract<
  CustodyEvent,
  { readonly type: 'custody.open-case-reserved' | 'custody.open-case-released' }
>;

/** Which of a woman's cases is the open one. A stream of its own, named by a keyed hash: there can be one at most. */
export interface OpenCase {
  readonly heldBy?: string;
}

export type OpenCaseDecision = Decision<OpenCase, OpenCaseEvent>;

export const openCase: Evolution<OpenCase, OpenCaseEvent> = {
  initial: {},
  evolve: evolveBy<OpenCase, OpenCaseEvent>({
    'custody.open-case-reserved': (_state, { caseId }) => ({ heldBy: caseId }),
    'custody.open-case-released': (state, { caseId }) => (state.heldBy === caseId ? {} : state),
  }),
};

export class OpenCaseExists extends Refusal {
  readonly code = 'open-case-exists';
  override readonly see: string;

  constructor(readonly caseId: string) {
    const see = linkTo(caseId);
    super(`She has an open case: ${see}. Go on with that one; if she left and is back, record her return there.`);
    this.see = see;
  }
}

/** Makes the case her open one, if she has none. Done already, it writes nothing. */
export const reserve =
  (personId: string, caseId: string): OpenCaseDecision =>
  ({ heldBy }) => {
    if (heldBy === caseId) return [];
    if (heldBy !== undefined) throw new OpenCaseExists(heldBy);
    return openCaseReserved({ personId, caseId });
  };

/** Her return: the next case takes the place of the one it closed. */
export const handOver =
  (personId: string, from: string, to: string): OpenCaseDecision =>
  ({ heldBy }) => {
    if (heldBy === to) return [];
    if (heldBy !== undefined && heldBy !== from) throw new OpenCaseExists(heldBy);
    const gone = heldBy === from ? [openCaseReleased({ personId, caseId: from })] : [];
    return [...gone, openCaseReserved({ personId, caseId: to })];
  };

/** The case is closed. Done already, or never its own, it writes nothing. */
export const release =
  (personId: string, caseId: string): OpenCaseDecision =>
  ({ heldBy }) =>
    heldBy === caseId ? openCaseReleased({ personId, caseId }) : [];
