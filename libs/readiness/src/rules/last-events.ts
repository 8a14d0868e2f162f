import type { RuleId } from '../events';
import type { Facts } from '../facts';

type Part = 'custody' | 'accommodation' | 'referrals' | 'gp' | 'medicines' | 'sharing' | 'readiness';

/** The parts of the facts that a rule reads. */
const reads: Readonly<Partial<Record<RuleId, readonly Part[]>>> = {
  G1: ['custody', 'accommodation'],
  G2: ['custody', 'accommodation', 'referrals'],
  G3: ['custody', 'accommodation', 'referrals', 'readiness'],
  G4: ['custody', 'referrals'],
  G5: ['custody', 'referrals'],
  G8: ['custody', 'gp', 'medicines', 'readiness'],
  G9: ['custody', 'accommodation', 'gp', 'medicines', 'readiness'],
  G10: ['custody', 'readiness'],
  G14: ['custody', 'accommodation', 'referrals', 'sharing', 'readiness'],
  G15: ['custody', 'gp'],
  G16: ['custody', 'medicines'],
  G22: ['custody', 'accommodation', 'referrals', 'gp', 'medicines', 'readiness'],
  G23: ['custody', 'accommodation', 'referrals', 'gp', 'medicines', 'sharing'],
  G24: ['custody', 'accommodation', 'referrals', 'gp', 'medicines'],
};

/** By rule, the event that last touched what it reads: an alert that goes was cleared by it, or by the passing of time. */
export const lastEvents = (facts: Facts): Readonly<Partial<Record<RuleId, string>>> => {
  const { custody, housing, health, sharing, readiness } = facts;
  const last: Readonly<Record<Part, readonly ({ readonly id: string; readonly at: string } | undefined)[]>> = {
    custody: [custody?.last],
    accommodation: [housing.accommodation?.last],
    referrals: Object.values(housing.referrals).map((referral) => referral.last),
    gp: [health.gp?.last],
    medicines: [health.medicines?.last],
    sharing: [sharing?.last],
    readiness: [readiness?.last],
  };
  return Object.fromEntries(
    Object.entries(reads).flatMap(([rule, parts]) => {
      const newest = parts
        .flatMap((part) => last[part])
        .flatMap((event) => event ?? [])
        .reduce<{ id: string; at: string } | undefined>(newer, undefined);
      return newest ? [[rule, newest.id]] : [];
    }),
  );
};

type Last = { readonly id: string; readonly at: string };
const newer = (newest: Last | undefined, event: Last): Last =>
  newest && `${newest.at} ${newest.id}` > `${event.at} ${event.id}` ? newest : event;
