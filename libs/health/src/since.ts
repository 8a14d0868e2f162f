import { dutyToReferInForce } from '@ttg/reference/limits/dated-limit';

/** Nothing here is dated before the reference data begins: an earlier year is a slip of the hand. */
export const sinceRecords = { notBefore: dutyToReferInForce.toString() };
