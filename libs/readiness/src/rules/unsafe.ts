import { isAfter, type PlainDate } from '@ttg/calendar';
import type { IsoInstant } from '@ttg/event-sourcing';
import { taskKey, type Facts, type ReferralFacts } from '../facts';
import type { Finding, FindingTask, Rule, Situation } from './finding';
import { day, learnedOn } from './on-that-day';
import { referralsOf } from './referrals';
import { alertFrom, latest, urgentFrom } from './stages';

interface Concern {
  readonly subject: string;
  readonly concern: 'home' | 'place' | 'council';
  readonly since: PlainDate;
  readonly until?: PlainDate;
}

/**
 * G14: an address she says is not safe, or a council where somebody must not know. It goes to the named domestic-abuse lead
 * alone. A safe plan settles an address; a council has to be changed.
 */
export const unsafe: Rule = (situation) => {
  const { facts } = situation;
  return [...unsafeHome(facts), ...unsafePlaces(facts, situation), ...unsafeCouncils(facts)].flatMap((concern) =>
    toTheNamedLead(situation, concern),
  );
};

const toTheNamedLead = (
  { facts, on, release }: Situation,
  { subject, concern, since, until }: Concern,
): readonly Finding[] => {
  const task: FindingTask = { kind: 'make-safe-plan', subject, owner: 'domestic-abuse-lead' };
  if (concern !== 'council' && facts.readiness?.done[taskKey(task)]) return [];
  return [
    {
      rule: 'G14',
      subject,
      stages: alertFrom(since, urgentFrom(since, release?.day, on)),
      until,
      audience: ['domestic-abuse-lead'],
      facts: { concern },
      sources: [
        {
          ref: 'S121, S122',
          words: 'Safe addresses have been given to the person she fears: only the named lead works on it.',
          confidence: 'verified',
        },
      ],
      compressed: false,
      tasks: concern === 'council' ? [] : [task],
    },
  ];
};

type Screening = NonNullable<Facts['custody']>['screenings'][number];
const goesHomeUnsafe = ({ findings }: Screening): boolean =>
  findings.homeSafe === 'no' &&
  (findings.homeOnRelease === 'return-to-previous-address' || findings.homeOnRelease === 'move-to-new-address');

const unsafeHome = ({ custody }: Facts): readonly Concern[] => {
  const screenings = custody?.screenings ?? [];
  const first = screenings[screenings.findLastIndex((screening) => !goesHomeUnsafe(screening)) + 1];
  if (!first) return [];
  const since = learnedOn(first.at);
  return [{ subject: `home:${since.toString()}`, concern: 'home', since }];
};

const unsafePlaces = ({ housing }: Facts, { on }: Situation): readonly Concern[] =>
  Object.entries(housing.accommodation?.places ?? {}).flatMap(([id, versions]) => {
    const current = versions.at(-1);
    if (current?.safe !== 'no' || current.fellThrough) return [];
    const until = current.to && day(current.to);
    if (until && !isAfter(until, on.today)) return [];
    const first = versions[versions.findLastIndex(({ safe }) => safe !== 'no') + 1] ?? current;
    return [{ subject: `place:${id}`, concern: 'place', since: learnedOn(first.at), until }];
  });

const unsafeCouncils = (facts: Facts): readonly Concern[] =>
  referralsOf(facts)
    .filter(({ withdrawn, ended }) => !withdrawn && !ended)
    .flatMap((referral) => {
      const since = mustNotKnowSince(facts, referral);
      return since ? [{ subject: `council:${referral.referralId}`, concern: 'council', since }] : [];
    });

const mustNotKnowSince = ({ sharing }: Facts, referral: ReferralFacts): PlainDate | undefined => {
  const council = referral.made ?? referral.chosen;
  if (!council) return undefined;
  const named = [...(sharing?.avoid ?? []), ...Object.values(sharing?.notWith ?? {})];
  const instructed = named.includes(council.council) ? sharing?.instructedAt : undefined;
  const since = instructed ?? saidWhenAsked(referral, council.at);
  return since && latest(learnedOn(council.at), learnedOn(since));
};

/** What she said of a council that she has since left is about that council. */
const saidWhenAsked = (
  { askedWhoMustNotKnow: asked, made }: ReferralFacts,
  chosenAt: IsoInstant,
): IsoInstant | undefined => (asked?.anyone && (made !== undefined || asked.at >= chosenAt) ? asked.at : undefined);
