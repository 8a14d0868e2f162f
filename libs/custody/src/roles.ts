import type { Role } from '@ttg/access';

type Roles = readonly [Role, ...Role[]];

/** Who runs a case. */
export const prisonStaff: Roles = ['prison-resettlement'];
/** What the probation practitioner learns as soon as the prison does. */
export const caseWorkers: Roles = ['prison-resettlement', 'probation-practitioner'];
export const screeners: Roles = ['prison-resettlement', 'prison-healthcare'];
/** Who may read a case. A council sees its own referrals, and nothing here (law-and-practice E.4). */
export const readers: Roles = [
  'prison-resettlement',
  'prison-healthcare',
  'probation-practitioner',
  'probation-manager',
  'domestic-abuse-lead',
];

/** Which of her sealed answers a role is shown (law-and-practice E.4). Her answers on safety go to the named lead alone. */
export const maySee = {
  housing: (role: Role) => ['prison-resettlement', 'probation-practitioner', 'probation-manager'].includes(role),
  health: (role: Role) => role === 'prison-healthcare',
  safety: (role: Role) => role === 'domestic-abuse-lead',
  family: (role: Role) => role === 'prison-resettlement',
  herWords: (role: Role) => ['prison-resettlement', 'domestic-abuse-lead'].includes(role),
  arrangements: (role: Role) => ['prison-resettlement', 'probation-practitioner', 'probation-manager'].includes(role),
};
