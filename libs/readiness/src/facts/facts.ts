import type { AccommodationFacts } from './accommodation-facts';
import type { CustodyFacts } from './custody-facts';
import type { GpFacts } from './gp-facts';
import type { MedicinesFacts } from './medicines-facts';
import type { ReadinessFacts } from './readiness-facts';
import type { ReferralFacts } from './referral-facts';
import type { SharingFacts } from './sharing-facts';

/**
 * What the rules know of a case: one JSON document, folded from events. Dates are ISO strings, and nothing in it is personal
 * data. Each part comes from its own stream alone, so that streams may arrive in any order among each other.
 *
 * `at` is when the system learned something (recordedAt), `on` the day it was true.
 */
export interface Facts {
  readonly custody?: CustodyFacts;
  readonly housing: {
    readonly accommodation?: AccommodationFacts;
    /** By referral id: each has a stream of its own. */
    readonly referrals: Readonly<Record<string, ReferralFacts>>;
  };
  readonly health: { readonly gp?: GpFacts; readonly medicines?: MedicinesFacts };
  readonly sharing?: SharingFacts;
  readonly readiness?: ReadinessFacts;
}

/** Nothing is known yet. */
export const noFacts: Facts = { housing: { referrals: {} }, health: {} };
