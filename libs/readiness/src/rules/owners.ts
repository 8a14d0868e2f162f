import type { Audience } from '../events';
import type { Facts } from '../facts';

/** Prison staff own it until she leaves; then the probation practitioner does, and they watch. */
export const resettlement = (facts: Facts, ...alsoTold: readonly Audience[]): readonly Audience[] =>
  facts.custody?.released
    ? ['probation-practitioner', 'prison-resettlement', ...alsoTold]
    : ['prison-resettlement', 'probation-practitioner', ...alsoTold];

/** The owner of a list of who is told. */
export const ownerOf = (audience: readonly Audience[]): Audience => audience[0] ?? 'prison-resettlement';
