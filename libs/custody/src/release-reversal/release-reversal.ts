import { type IsoDate, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, type CustodyCase, notClosed, opened, type Released } from '../case/custody-case';
import { type CustodyEvent, releaseReversed } from '../events';
import { happenedOn, notBefore, type OnThatDay } from '../on-that-day';
import { ReturnRecorded } from '../return/return-to-custody';

export type ReversalReason = Extract<CustodyEvent, { type: 'custody.release-reversed' }>['data']['reason'];

export const reversalReasons = ['recorded-in-error', 'reversed-by-hmpps'] as const satisfies readonly ReversalReason[];

export interface ReverseRelease {
  readonly reason: ReversalReason;
  /** The day on which it was found to be wrong, or reversed in HMPPS. */
  readonly on: IsoDate;
}

export class NoReleaseToReverse extends Refusal {
  readonly code = 'no-release-to-reverse';

  constructor() {
    super('She is in custody: no release of hers stands, so there is none to take back.');
  }
}

/** Somebody reached her outside. */
export class ReachedOutside extends Refusal {
  readonly code = 'reached-outside';

  constructor() {
    super('She was reached after this release, so she did leave. If she is back, record her return.');
  }
}

/**
 * The release that may be taken back: the last of the case, after which nothing was recorded that can only be of a woman who left.
 * @throws NotFound @throws ReturnRecorded @throws CaseIsClosed @throws NoReleaseToReverse @throws ReachedOutside
 */
export const reversible = (state: CustodyCase): Released => {
  const found = opened(state);
  if (found.status === 'closed' && found.nextCaseId !== undefined) throw new ReturnRecorded(found.nextCaseId);
  const stay = notClosed(found);
  if (stay.status === 'in-custody') throw new NoReleaseToReverse();
  if (stay.reached) throw new ReachedOutside();
  return stay;
};

/** She had not left. Her release date is the one that stood before: it was never taken away. */
export const reverseRelease =
  ({ reason, on }: ReverseRelease, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, releasedOn } = reversible(state);
    notBefore(happenedOn(on, day), releasedOn, 'she was said to have left');
    return releaseReversed({ caseId, releasedOn, reason, on });
  };
