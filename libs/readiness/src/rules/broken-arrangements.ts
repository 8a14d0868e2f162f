import { isAfter, isBefore, type PlainDate } from '@ttg/calendar';
import type { Facts } from '../facts';
import { placesKnown } from './nights';
import { day } from './on-that-day';

/** T moved on a day: from `before` to `after`, or it was withdrawn. */
export interface DateMove {
  readonly on: PlainDate;
  readonly before: PlainDate;
  readonly after?: PlainDate;
}

/** What that move broke and nobody has made good: beds, appointments, arrangements for the day. In a fixed order. */
export const brokenBy = (facts: Facts, move: DateMove, planned: PlainDate | undefined): readonly string[] => {
  const breaks = brokenDay(move, planned);
  const bed = placesKnown(facts).some(({ from }) => breaks(day(from)));
  const appointment = Object.values(facts.health.medicines?.contacts ?? {}).some(
    // She can keep an appointment outside when she leaves earlier, not when she leaves later.
    ({ on, state }) => state === 'booked' && !isEarlier(move) && breaks(day(on)),
  );
  const arrangements = Object.entries(facts.custody?.arrangements ?? {})
    .filter(([, { made, on }]) => made && on && breaks(day(on)))
    .map(([kind]) => kind)
    .sort();
  return [...(bed ? ['bed'] : []), ...(appointment ? ['appointment'] : []), ...arrangements];
};

const isEarlier = ({ before, after }: DateMove): boolean => after !== undefined && isBefore(after, before);

/** Days that were right for the old T and are wrong for the one that is planned now. */
const brokenDay =
  (move: DateMove, planned: PlainDate | undefined) =>
  (on: PlainDate): boolean => {
    if (isEarlier(move)) return planned !== undefined && isAfter(on, planned) && !isAfter(on, move.before);
    return !isBefore(on, move.before) && (planned === undefined || isBefore(on, planned));
  };
