import { counted, fromToday, longDate } from '@ttg/web/pages';
import type { ReleaseView } from '../board/board-view';

export interface ReleaseWords {
  /** `15 days`, `Today`, `Left 3 days ago`. */
  readonly headline: string;
  /** The day itself. */
  readonly day: string;
  /** What else is to be known of it, a sentence each: the date the rule moved, the other day it may be. */
  readonly notes: readonly string[];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The day she leaves, in words. Both dates are shown where the release-day rule moved it. */
export const releaseWords = (release: ReleaseView | undefined): ReleaseWords => {
  if (!release) return { headline: 'No date known', day: '', notes: [] };
  return { headline: headline(release), day: longDate(release.day), notes: notes(release) };
};

const headline = ({ days, released }: ReleaseView): string => {
  if (released) return `Left ${fromToday(days)}`;
  return days > 1 ? counted(days, 'day') : capital(fromToday(days));
};

const notes = ({ day, date, type, released, certainty, laterDay }: ReleaseView): readonly string[] => {
  if (released) return [];
  return [
    ...(date === day ? [] : [`The ${type} is ${longDate(date)}: she leaves before it.`]),
    ...(certainty === 'earlier-of-two' && laterDay ? [`It may be ${longDate(laterDay)}. Plan to the earlier.`] : []),
    ...(certainty === 'holidays-not-published'
      ? ['It may still move: the bank holidays of that time are not published.']
      : []),
  ];
};
