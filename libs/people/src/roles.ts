import type { Role } from '@ttg/access';

type Roles = readonly [Role, ...Role[]];

/** Who may say who she is. */
export const recorders: Roles = ['prison-resettlement', 'prison-healthcare', 'probation-practitioner'];

/** Who may read it. A council learns a name with the referral it is sent, and never here (law-and-practice E.4). */
export const readers: Roles = [...recorders, 'probation-manager', 'domestic-abuse-lead', 'administrator'];
