import type { TaskKind } from '../events';
import type { Facts, ReferralFacts } from '../facts';
import type { Finding } from './finding';
import { gpNeed, medicinesNeed } from './health-needs';
import { isLive, isRefused, referralsOf } from './referrals';
import { notPrepared } from './remand-release';

const wasAskedAgain = ({ agreements }: ReferralFacts): boolean =>
  Object.values(agreements).some(({ timesAnswered }) => timesAnswered > 1);

/** The tasks whose end a fact shows today, whether or not they were ever open. */
export const satisfiedTasks = (facts: Facts, found: readonly Finding[]): readonly TaskKind[] => {
  const stillAsks = (rule: Finding['rule']) => found.some((finding) => finding.rule === rule);
  const referred = referralsOf(facts).some((referral) => isLive(referral) || isRefused(referral));
  const done: readonly (readonly [TaskKind, boolean])[] = [
    ['find-accommodation', !stillAsks('G1') && Object.keys(facts.housing.accommodation?.places ?? {}).length > 0],
    ['make-duty-to-refer', referred],
    ['ask-once-more', referralsOf(facts).some(wasAskedAgain)],
    ['arrange-gp', gpNeed(facts) === undefined],
    [
      'sort-medicines',
      !stillAsks('G16') && (medicinesNeed(facts) === undefined || facts.health.medicines !== undefined),
    ],
    ['prepare-for-court-release', notPrepared(facts).length === 0],
  ];
  return done.flatMap(([kind, isDone]) => (isDone ? [kind] : []));
};
