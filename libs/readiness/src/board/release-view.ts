import { daysBetween, releaseDateTypes, type ReleaseDay } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { sourceName } from '@ttg/reference';
import type { Facts } from '../facts';
import { expectedRelease, type ExpectedRelease, type OnThatDay } from '../rules';
import type { BoardFacts } from './board-row';
import type { ReleaseView } from './board-view';

/** The day she leaves, with both dates where the rule moved it. */
export const releaseView = (facts: Facts, row: BoardFacts, on: OnThatDay): ReleaseView | undefined => {
  const release = expectedRelease(facts, on);
  if (!release) return undefined;
  const { rule } = release;
  return {
    day: isoDate(release.day),
    date: isoDate(rule?.date ?? release.day),
    type: row.type ? releaseDateTypes[row.type].label : 'left without a release date',
    days: daysBetween(on.today, release.day),
    released: release.released,
    ...certainty(release),
    explanation: release.overdue
      ? 'The day has passed and her release has not been recorded.'
      : (rule?.explanation ?? ''),
    sources: (rule?.sources ?? []).map((source) => ({ ref: sourceName(source), words: source.words })),
  };
};

const certainty = ({ rule, released }: ExpectedRelease): Pick<ReleaseView, 'certainty' | 'laterDay'> => {
  if (!rule || released) return { certainty: 'settled' };
  if (rule.applies === 'not-known' && !rule.tier1.equals(rule.tier2))
    return { certainty: 'earlier-of-two', laterDay: laterDay(rule) };
  return { certainty: rule.holidays === 'published' ? 'settled' : 'holidays-not-published' };
};

const laterDay = ({ tier1 }: ReleaseDay) => isoDate(tier1);
