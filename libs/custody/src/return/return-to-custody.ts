import { type IsoDate, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, linkTo, released } from '../case/custody-case';
import { caseClosed, type CustodyEvent, returnedToCustody } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';

export type ReturnReason = Extract<CustodyEvent, { type: 'custody.returned-to-custody' }>['data']['reason'];

export interface ReturnToCustody {
  readonly on: IsoDate;
  readonly reason: ReturnReason;
  readonly nextCaseId: string;
}

export class ReturnRecorded extends Refusal {
  readonly code = 'return-recorded';
  override readonly see: string;

  constructor(nextCaseId: string) {
    super(`Her return is recorded: go on with ${linkTo(nextCaseId)}.`);
    this.see = linkTo(nextCaseId);
  }
}

/** She is back: this case ends, and the next begins. */
export const returnToCustody =
  ({ on, reason, nextCaseId }: ReturnToCustody, day: OnThatDay): CaseDecision =>
  (state) => {
    if (state.status === 'closed' && state.nextCaseId !== undefined) throw new ReturnRecorded(state.nextCaseId);
    const { caseId, releasedOn } = released(state);
    notBefore(happenedOn(on, day), releasedOn, 'she left');
    return [
      returnedToCustody({ caseId, on, reason, nextCaseId }),
      caseClosed({ caseId, on, reason: 'returned-to-custody' }),
    ];
  };
