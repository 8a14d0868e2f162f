import { calendarDays, earlierOf, isAfter, laterOf, type PlainDate, type Source } from '@ttg/calendar';
import type { GpFacts } from '../facts';
import type { ExpectedRelease } from './expected-release';
import { windowOpened } from './expected-release';
import type { Finding, Rule, Situation, Stage } from './finding';
import { gpNeed } from './health-needs';
import { learnedOn } from './on-that-day';
import { ownerOf, resettlement } from './owners';
import { alertAfterTask, alertFrom, firstAlert, ladder, latest, urgentFrom } from './stages';

/** G15: no GP outside. A practice that refused her is an alert the same day. */
export const noGp: Rule = (situation) => {
  const { facts, on, release } = situation;
  const need = gpNeed(facts);
  const { gp } = facts.health;
  if (!need) return [];
  const refusedOn = gp?.status === 'refused' && gp.at ? learnedOn(gp.at) : undefined;
  if (!release) return refusedOn ? [finding(situation, alertFrom(refusedOn), false)] : [];
  const known = latest(need.since, release.knownSince);
  const window = on.limit('gp.window').value;
  const opened = laterOf(known, windowOpened(release, window));
  const stages = registrationStages(situation, release, { known, opened, refusedOn });
  return [finding(situation, stages, isAfter(opened, release.planned.subtract(calendarDays(window))))];
};

const registrationStages = (
  { on }: Situation,
  release: ExpectedRelease,
  { known, opened, refusedOn }: { known: PlainDate; opened: PlainDate; refusedOn?: PlainDate },
): readonly Stage[] =>
  ladder({
    opened: refusedOn ? earlierOf(opened, refusedOn) : opened,
    alert: refusedOn ? earlierOf(refusedOn, alertAfterTask(opened, release, on)) : alertAfterTask(opened, release, on),
    urgent: laterOf(
      release.day.subtract(calendarDays(on.limit('gp.urgent').value)),
      urgentFrom(known, release.day, on),
    ),
  });

const becauseOf = (gp: GpFacts | undefined): string => {
  if (gp?.status === 'refused') return 'refused';
  return gp?.status === 'requested' ? 'requested-not-confirmed' : 'not-requested';
};

const noReasonToRefuse: Source = {
  ref: 'S73',
  words:
    'NHS England: no proof of address, ID or NHS number is needed to register, and not having them is no reason to refuse.',
  confidence: 'verified',
};

const finding = ({ facts, on, release }: Situation, stages: readonly Stage[], compressed: boolean): Finding => {
  const { gp } = facts.health;
  const audience = resettlement(facts, 'prison-healthcare');
  return {
    rule: 'G15',
    subject: '',
    stages,
    audience: facts.custody?.released ? audience : ['prison-resettlement', 'prison-healthcare'],
    facts: { because: becauseOf(gp), refusal: gp?.refusal ?? null, releaseDay: release?.planned.toString() ?? null },
    sources: [
      on.limit('gp.window').source,
      on.limit('gp.urgent').source,
      ...(gp?.status === 'refused' ? [noReasonToRefuse] : []),
    ],
    due: release && laterOf(release.planned, stages[0]?.from ?? release.planned),
    compressed,
    tasks: [{ kind: 'arrange-gp', subject: '', owner: ownerOf(audience), due: firstAlert(stages) }],
  };
};
