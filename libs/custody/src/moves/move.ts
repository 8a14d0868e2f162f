import { type IsoDate, Refusal } from '@ttg/event-sourcing';
import { findPrison, type PrisonId } from '@ttg/reference';
import { type CaseDecision, inCustody } from '../case/custody-case';
import { movedToPrison } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';

export class SamePrison extends Refusal {
  readonly code = 'same-prison';
  override readonly field = 'to';

  constructor(prison: PrisonId) {
    super(`She is at ${findPrison(prison)?.name ?? prison} already. Choose the prison she moved to.`);
  }
}

export interface Move {
  readonly to: PrisonId;
  readonly on: IsoDate;
}

/** She is moved to another prison: whoever was preparing her release there begins anew here. */
export const moveToPrison =
  ({ to, on }: Move, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, prison, hereSince } = inCustody(state);
    if (to === prison) throw new SamePrison(prison);
    notBefore(happenedOn(on, day), hereSince, 'she came to the prison she is in');
    return movedToPrison({ caseId, from: prison, to, on });
  };
