import { custodyNotKnown, date, releaseDay, type PlainDate } from '@ttg/calendar';
import { releaseDayRuleOn } from '@ttg/reference';
import type { HealthCase } from './health-cases';

/**
 * The day she leaves, from which her medicines are counted: the day she left, or the expected one by the Friday and
 * bank-holiday rule (A.10). Nothing where no date is known.
 */
export const dayOfRelease = (of: HealthCase, today: PlainDate): PlainDate | undefined => {
  const { releasedOn, releaseDate, releaseType, sentencedOn, recalled } = of;
  if (releasedOn) return date(releasedOn);
  if (!releaseDate || !releaseType) return undefined;
  // Stays before a recall are not recorded here, so the nights are known for a first stay only.
  const custody = sentencedOn ? { periods: [{ from: date(sentencedOn) }], complete: !recalled } : custodyNotKnown;
  const question = { date: date(releaseDate), type: releaseType, custody, today };
  return releaseDay(question, releaseDayRuleOn(today)).releaseDay;
};
