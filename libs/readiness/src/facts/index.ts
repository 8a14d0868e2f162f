export type { AccommodationFacts, PlaceVersion } from './accommodation-facts';
export type { CustodyFacts } from './custody-facts';
export { carryReferralOver, evolveFacts, factEvents, type FactEvent } from './evolve-facts';
export { noFacts, type Facts } from './facts';
export type { GpFacts } from './gp-facts';
export type { MedicinesFacts } from './medicines-facts';
export { taskKey, type ReadinessFacts } from './readiness-facts';
export type { ReferralFacts } from './referral-facts';
export type { SharingFacts } from './sharing-facts';
