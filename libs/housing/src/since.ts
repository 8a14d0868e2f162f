import { dutyToReferInForce } from '@ttg/reference/limits/dated-limit';

/** Nothing of a referral is dated before the duty to refer was in force: an earlier year is a slip of the hand. */
export const sinceDutyToRefer = { notBefore: dutyToReferInForce.toString() };
