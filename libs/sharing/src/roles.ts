import type { Role } from '@ttg/access';

type Roles = readonly [Role, ...Role[]];

/** Who she tells whom nothing may be told. */
export const confidants: Roles = ['prison-resettlement', 'probation-practitioner', 'domestic-abuse-lead'];
/** Who may write down what she says, and how she is reached. */
export const listeners: Roles = [...confidants, 'prison-healthcare'];
/** Who must know what she has said. A council is stopped by it, and never reads it (law-and-practice E.4). */
export const readers: Roles = [...listeners, 'probation-manager'];

/** Which of her sealed words a role is shown. */
export const maySee = {
  whoMustNotKnow: (role: Role) => confidants.includes(role),
  areas: (role: Role) => ['prison-resettlement', 'domestic-abuse-lead'].includes(role),
  contact: (role: Role) => listeners.includes(role),
  herWords: (role: Role) => confidants.includes(role),
};
