import { calendarDays, isAfter, laterOf } from '@ttg/calendar';
import type { Facts } from '../facts';
import { windowOpened, type ExpectedRelease } from './expected-release';
import type { Rule } from './finding';
import { housingNeed } from './housing-need';
import { bedsKnown, firstNightsWithout, nightsNeeded, type NightsWithout } from './nights';
import type { OnThatDay } from './on-that-day';
import { ownerOf, resettlement } from './owners';
import { isRefused, liveReferral, notReferredSince, notSentBecause, referralsOf } from './referrals';
import { alertAfterTask, firstAlert, ladder, latest, urgentFrom } from './stages';

/** G2, with G3 as its reason line: threatened with homelessness, and no council has been told. */
export const dutyToReferNotMade: Rule = ({ facts, on, release }) => {
  const need = housingNeed(facts);
  if (!release || !need || liveReferral(facts) || referralsOf(facts).some(isRefused)) return [];
  const without = nightsWithoutHome(facts, on, release);
  if (!without) return [];
  const window = on.limit('dutyToRefer.window');
  const urgent = on.limit('dutyToRefer.urgent');
  const known = latest(need.since, release.knownSince, notReferredSince(facts));
  const opened = laterOf(known, windowOpened(release, window.value));
  const audience = resettlement(facts);
  const stages = ladder({
    opened,
    alert: alertAfterTask(opened, release, on),
    urgent: laterOf(release.day.subtract(calendarDays(urgent.value)), urgentFrom(known, release.day, on)),
  });
  return [
    {
      rule: 'G2',
      subject: '',
      stages,
      until: without.to.add(calendarDays(1)),
      audience,
      facts: { because: notSentBecause(facts), home: need.reason, releaseDay: release.planned.toString() },
      sources: [window.source, urgent.source],
      due: laterOf(release.planned, opened),
      compressed: isAfter(opened, release.planned.subtract(calendarDays(window.value))),
      tasks: [{ kind: 'make-duty-to-refer', subject: '', owner: ownerOf(audience), due: firstAlert(stages) }],
    },
  ];
};

/** Nights to come without a safe bed that is more than a friend's sofa; with none she is not threatened with homelessness. */
export const nightsWithoutHome = (facts: Facts, on: OnThatDay, release: ExpectedRelease): NightsWithout | undefined => {
  const beds = bedsKnown(facts).filter(({ passing }) => !passing);
  return firstNightsWithout(beds, nightsNeeded(release, on), on.today);
};
