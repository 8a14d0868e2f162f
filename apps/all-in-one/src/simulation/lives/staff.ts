import { demoAccounts, type Role } from '@ttg/access';
import type { Actor } from '@ttg/event-sourcing';

/** Who recorded it: the demo account of that role and organisation where there is one, else one that nobody can use. */
export const staffOf = (role: Role, organisation: string): Actor => {
  const id = accounts.get(`${role}|${organisation}`) ?? `simulated-${role}-${organisation.toLowerCase()}`;
  return { id, role, organisation };
};

const accounts = new Map(demoAccounts.map(({ id, role, organisation }) => [`${role}|${organisation}`, id]));

/** The probation region of the demo accounts: every simulated woman is supervised from there. */
export const probationRegion = 'London';

export const probation: Actor = staffOf('probation-practitioner', probationRegion);
