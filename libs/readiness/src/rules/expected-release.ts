import { calendarDays, isBefore, laterOf, type PlainDate, type ReleaseDay } from '@ttg/calendar';
import type { Facts } from '../facts';
import { day, learnedOn, type OnThatDay } from './on-that-day';
import { releaseHistory, type ReleaseKnown } from './release-history';

/** The day everything must be ready for: `T` of part G. */
export interface ExpectedRelease {
  /** `T`: never before today until she has left, then the day she left. */
  readonly day: PlainDate;
  /** `T` before "never before today": what facts and due days are written with, so that they stand still. */
  readonly planned: PlainDate;
  readonly released: boolean;
  /** The day has passed and nobody has recorded that she left. */
  readonly overdue: boolean;
  /** Since when some release day has been known without a break. */
  readonly knownSince: PlainDate;
  /** Both tiers and why; absent where she left without a date. */
  readonly rule?: ReleaseDay;
  readonly history: readonly ReleaseKnown[];
}

/**
 * When she is expected to leave, or left. Nothing while no date is known, as on remand.
 * @param on today in London, with its limits and holidays
 * @param history what was known of the day, where it has been worked out already
 */
export const expectedRelease = (
  facts: Facts,
  on: OnThatDay,
  history: readonly ReleaseKnown[] = releaseHistory(facts, on),
): ExpectedRelease | undefined => {
  const current = history.at(-1);
  const released = facts.custody?.released;
  if (released) {
    const left = day(released.on);
    const learned = learnedOn(released.at);
    return {
      day: left,
      planned: left,
      released: true,
      overdue: false,
      knownSince: current?.planned ? knownSince(history, current.from) : learned,
      rule: current?.rule,
      history: [...history, { from: learned, planned: left, dateMoved: false }],
    };
  }
  if (!current?.planned) return undefined;
  return {
    day: laterOf(current.planned, on.today),
    planned: current.planned,
    released: false,
    overdue: isBefore(current.planned, on.today),
    knownSince: knownSince(history, current.from),
    rule: current.rule,
    history,
  };
};

const knownSince = (history: readonly ReleaseKnown[], latest: PlainDate): PlainDate => {
  const gap = history.findLastIndex(({ planned }) => planned === undefined);
  return history[gap + 1]?.from ?? latest;
};

/**
 * The day on which "no more than `days` before T" began to hold without a break, by the T that was known on each day: a date
 * brought forward does not undo a window that had opened under the old one. It may lie ahead.
 */
export const windowOpened = ({ history, planned }: ExpectedRelease, days: number): PlainDate => {
  let opened = planned.subtract(calendarDays(days));
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const { from, planned: known } = history[index] ?? {};
    if (!from || !known) break;
    const opens = known.subtract(calendarDays(days));
    const next = history[index + 1];
    // Under an earlier T the window had to be open before that T gave way.
    if (next && !isBefore(opens, next.from)) break;
    opened = laterOf(from, opens);
    if (isBefore(from, opens)) break;
  }
  return opened;
};
