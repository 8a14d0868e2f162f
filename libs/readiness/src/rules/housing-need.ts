import type { PlainDate } from '@ttg/calendar';
import type { Facts } from '../facts';
import { learnedOn } from './on-that-day';

/** Why she may have no home to go to. `see-named-lead`: it is not safe, and why is not told here. */
export type NeedReason = 'see-named-lead' | 'nowhere' | 'not-known' | 'tenancy-ended' | 'tenancy-at-risk';

export interface HousingNeed {
  readonly reason: NeedReason;
  /** Since when it has been known without a break. */
  readonly since: PlainDate;
}

type Screening = NonNullable<Facts['custody']>['screenings'][number];
type Tenancy = NonNullable<NonNullable<Facts['housing']['accommodation']>['tenancy']>;

/**
 * Is she without a home to go to, as far as anyone knows (G2)? Not recorded is not "no": a woman nobody has asked may have
 * nowhere to live. A woman going home to her own tenancy has a home.
 */
export const housingNeed = (facts: Facts): HousingNeed | undefined => {
  const { custody, housing } = facts;
  if (!custody?.receivedAt) return undefined;
  const tenancy = housing.accommodation?.tenancy;
  const last = custody.screenings.at(-1);
  if (!last) return { reason: 'not-known', since: learnedOn(custody.receivedAt) };
  const reason = reasonFrom(last, tenancy);
  if (!reason) return undefined;
  const screenedSo =
    custody.screenings.findLastIndex((screening) => reasonFrom(screening, undefined) === undefined) + 1;
  const since = custody.screenings[screenedSo] ?? tenancy;
  return since && { reason, since: learnedOn(since.at) };
};

const reasonFrom = ({ findings, on }: Screening, tenancy: Tenancy | undefined): NeedReason | undefined => {
  if (findings.homeSafe === 'no') return 'see-named-lead';
  if (findings.homeOnRelease === 'nowhere') return 'nowhere';
  // ISO dates compare as text: what was learned of the later day holds.
  const state = tenancy && tenancy.on >= on ? tenancy.state : findings.tenancy;
  if (state === 'ended') return 'tenancy-ended';
  if (state === 'at-risk') return 'tenancy-at-risk';
  const named =
    findings.homeOnRelease === 'return-to-previous-address' || findings.homeOnRelease === 'move-to-new-address';
  return named ? undefined : 'not-known';
};
