import type { Role } from '@ttg/access';

type Roles = readonly [Role, ...Role[]];

/** Who sits with her when she says who may know what. */
export const caseWorkers: Roles = ['prison-resettlement', 'probation-practitioner', 'domestic-abuse-lead'];
/** Who may read what she has instructed. A council is told by what it is not sent. */
export const readers: Roles = [
  'prison-resettlement',
  'prison-healthcare',
  'probation-practitioner',
  'probation-manager',
  'domestic-abuse-lead',
];

/** Which of her sealed words a role is shown (law-and-practice E.2, E.4). */
export const maySee = {
  whoMustNotKnow: (role: Role): boolean => role === 'domestic-abuse-lead',
  /** A protected address is shown to nobody but the named lead: everyone else contacts her through a worker. */
  protectedAddress: (role: Role): boolean => role === 'domestic-abuse-lead',
  safeContact: (role: Role): boolean => readers.includes(role),
  herWords: (role: Role): boolean => caseWorkers.includes(role),
};
