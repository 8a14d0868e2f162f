import type { Finding, Situation } from './finding';
import { day, learnedOn } from './on-that-day';
import { alertFrom, stageOn } from './stages';

const missingThings = { G1: 'accommodation', G2: 'duty-to-refer', G15: 'gp', G16: 'medicines' } as const;

/** G24: left without notice, and things are open that should have been ready. Somebody reaches her by her safe route. */
export const noNoticeRelease = ({ facts, on }: Situation, others: readonly Finding[]): readonly Finding[] => {
  const { released, contactedAt } = facts.custody ?? {};
  if (released?.notice !== 'no-notice' || contactedAt) return [];
  const open = new Set(others.filter(({ stages }) => stageOn(stages, on.today)).map(({ rule }) => rule));
  const missing = Object.entries(missingThings).flatMap(([rule, thing]) =>
    open.has(rule as keyof typeof missingThings) ? [thing] : [],
  );
  if (missing.length === 0) return [];
  const since = learnedOn(released.at);
  const contact = on.limit('release.contact');
  return [
    {
      rule: 'G24',
      subject: '',
      stages: alertFrom(since, since),
      audience: ['probation-practitioner', 'prison-resettlement', 'prison-healthcare', 'council-housing'],
      facts: { releasedOn: released.on, missing: missing.join(', ') },
      sources: [contact.source],
      due: day(released.on).add({ hours: contact.value }),
      compressed: false,
      tasks: [],
    },
  ];
};
