import { date, isBefore, type PlainDate } from '@ttg/calendar';
import { type IsoDate, Refusal } from '@ttg/event-sourcing';
import { limit } from '@ttg/reference';
import { type CaseDecision, notClosed, opened, released } from '../case/custody-case';
import { caseClosed, type CustodyEvent, caseReopened } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { ReturnRecorded } from '../return/return-to-custody';

type AnyReason = Extract<CustodyEvent, { type: 'custody.case-closed' }>['data']['reason'];
/** A return closes a case by its own way. */
export type ClosingReason = Exclude<AnyReason, 'returned-to-custody'>;

export const closingReasons: readonly ClosingReason[] = [
  'period-over',
  'opened-in-error',
  'died',
  'deported',
  'transferred-out-of-scope',
];
export const reopeningReasons = ['closed-in-error', 'release-recorded-late', 'more-to-do'] as const;

export class PeriodNotOver extends Refusal {
  readonly code = 'period-not-over';
  override readonly field = 'on';

  constructor(earliest: PlainDate) {
    super(`A case stays open twelve weeks after release at least: until ${earliest.toString()}.`);
  }
}

export interface CloseCase {
  readonly on: IsoDate;
  readonly reason: ClosingReason;
}

/** Nothing more is done under this case. Closed already, it writes nothing, so that what follows can be completed. */
export const closeCase =
  ({ on, reason }: CloseCase, day: OnThatDay): CaseDecision =>
  (state) => {
    if (opened(state).status === 'closed') return [];
    if (reason === 'period-over') periodIsOver(released(state).releasedOn, on, day);
    const { caseId, receivedOn } = notClosed(state);
    notBefore(happenedOn(on, day), receivedOn, 'she was received');
    return caseClosed({ caseId, on, reason });
  };

const periodIsOver = (releasedOn: IsoDate, on: IsoDate, { today }: OnThatDay): void => {
  const earliest = date(releasedOn).add({ weeks: limit('case.afterRelease', today).value });
  if (isBefore(date(on), earliest)) throw new PeriodNotOver(earliest);
};

export class CaseIsOpen extends Refusal {
  readonly code = 'case-open';

  constructor() {
    super('This case is open. Nothing is to be reopened.');
  }
}

export interface ReopenCase {
  readonly on: IsoDate;
  readonly reason: (typeof reopeningReasons)[number];
}

/** It was closed too early, or by mistake. Not after a return: the next case is the one to go on with. */
export const reopenCase =
  ({ on, reason }: ReopenCase, day: OnThatDay): CaseDecision =>
  (state) => {
    const found = opened(state);
    if (found.status !== 'closed') throw new CaseIsOpen();
    if (found.nextCaseId !== undefined) throw new ReturnRecorded(found.nextCaseId);
    notBefore(happenedOn(on, day), found.closedOn, 'it was closed');
    return caseReopened({ caseId: found.caseId, on, reason });
  };
