import type { PlainDate } from '@ttg/calendar';
import type { Facts } from '../facts';
import { learnedOn } from './on-that-day';
import { latest } from './stages';

/** Something healthcare has to sort, and since when that has been known without a break. */
export interface HealthNeed {
  readonly since: PlainDate;
}

type Findings = NonNullable<Facts['custody']>['screenings'][number]['findings'];

/** Since when screening has left it open; nothing where it says it is fine. Not asked is open. */
const openSince = ({ custody }: Facts, fine: (findings: Findings) => boolean): PlainDate | undefined => {
  if (!custody?.receivedAt) return undefined;
  const { screenings } = custody;
  if (screenings.length === 0) return learnedOn(custody.receivedAt);
  const first = screenings[screenings.findLastIndex(({ findings }) => fine(findings)) + 1];
  return first && learnedOn(first.at);
};

/** No GP outside: neither registered before, nor confirmed since, nor declined by her. */
export const gpNeed = (facts: Facts): HealthNeed | undefined => {
  const { gp } = facts.health;
  if (gp?.status === 'confirmed' || gp?.status === 'declined') return undefined;
  const open = openSince(facts, (findings) => findings.gp === 'registered');
  const asked = gp?.at && learnedOn(gp.at);
  const since = open ?? asked;
  return since && { since: latest(since, gp?.reopenedAt && learnedOn(gp.reopenedAt)) };
};

/** Medicines to take home that may have to be sorted: reviewed, or not known to be none. */
export const medicinesNeed = (facts: Facts): HealthNeed | undefined => {
  const { medicines } = facts.health;
  if (medicines?.status === 'none-needed') return undefined;
  const open = openSince(facts, (findings) => findings.medicines === 'none');
  const reviewed = medicines?.status === 'reviewed' && medicines.changedAt ? learnedOn(medicines.changedAt) : undefined;
  const since = open ?? reviewed;
  return since && { since };
};

/** Has healthcare anything to do with her day of release? */
export const needsHealthcare = (facts: Facts): boolean =>
  gpNeed(facts) !== undefined || medicinesNeed(facts) !== undefined;
