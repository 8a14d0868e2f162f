import { calendarDays, laterOf, type PlainDate } from '@ttg/calendar';
import { taskKey, type ReferralFacts } from '../facts';
import { nightsWithoutHome } from './duty-to-refer-not-made';
import { windowOpened } from './expected-release';
import type { FindingTask, Rule } from './finding';
import { housingNeed } from './housing-need';
import { day } from './on-that-day';
import { ownerOf, resettlement } from './owners';
import { isRefused, liveReferral, referralsOf } from './referrals';
import { latest } from './stages';

/**
 * G3: her "no" to a referral ends G2. Two weeks later she is asked once more, as a task and never as an alert; her second
 * answer stands.
 */
export const askOnceMore: Rule = ({ facts, on, release }) => {
  if (!release || release.released || !housingNeed(facts) || liveReferral(facts)) return [];
  const refused = referralsOf(facts).find(isRefused);
  const saidNo = refused && onlyNo(refused);
  const without = saidNo && nightsWithoutHome(facts, on, release);
  if (!without) return [];
  const audience = resettlement(facts);
  const task: FindingTask = { kind: 'ask-once-more', subject: '', owner: ownerOf(audience) };
  if (facts.readiness?.done[taskKey(task)]) return [];
  const wait = on.limit('dutyToRefer.askAgain');
  const opens = laterOf(
    windowOpened(release, on.limit('dutyToRefer.window').value),
    saidNo.add(calendarDays(wait.value)),
  );
  return [
    {
      rule: 'G3',
      subject: '',
      stages: [{ from: opens, severity: 'task' }],
      until: without.to.add(calendarDays(1)),
      audience,
      facts: { because: 'agreement-refused' },
      sources: [wait.source],
      compressed: false,
      tasks: [{ ...task, due: opens.add(calendarDays(on.limit('alerts.afterTask').value)) }],
    },
  ];
};

/** The day of a "no" that she has said once; nothing where she was asked again. */
const onlyNo = ({ agreements }: ReferralFacts): PlainDate | undefined => {
  const [first, ...others] = Object.values(agreements)
    .filter(({ answer, timesAnswered }) => answer === 'refused' && timesAnswered === 1)
    .map(({ on }) => day(on));
  return first && latest(first, ...others);
};
