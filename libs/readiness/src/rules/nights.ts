import { calendarDays, daysBetween, earlierOf, isAfter, isBefore, laterOf, type PlainDate } from '@ttg/calendar';
import { accommodationType } from '@ttg/reference';
import type { Facts, PlaceVersion } from '../facts';
import type { ExpectedRelease } from './expected-release';
import { day, learnedOn, type OnThatDay } from './on-that-day';

/** A confirmed and safe place: nights from `from` to the night before `to`. */
export interface Bed {
  readonly from: PlainDate;
  readonly to?: PlainDate;
  /** With friends for a while, or a short-term place: a bed, and no home (A07A, A03). */
  readonly passing: boolean;
}

/** Nights without a bed, both ends included. */
export interface NightsWithout {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Held by the Home Office, or waiting to be assessed: no place to live (G1). */
const neverCounts = new Set(['A15', 'A16']);
const passingTypes = new Set(['A03', 'A07A']);

/** Done means safe: she said so herself, asked alone. */
export const isSafe = ({ safe, askedInPrivate }: PlaceVersion): boolean => safe === 'yes' && askedInPrivate;

/** Settled or transient by NDelius, and not one of those that never count. */
export const countsAsHousing = (type: string): boolean => {
  const housing = accommodationType(type);
  return housing !== undefined && housing.class !== 'homeless' && !neverCounts.has(type);
};

/** Her places as they are known today, or were known in the evening of an earlier day: of each the latest version. */
export const placesKnown = (facts: Facts, by?: PlainDate): readonly (PlaceVersion & { readonly id: string })[] =>
  Object.entries(facts.housing.accommodation?.places ?? {}).flatMap(([id, versions]) => {
    const known = versions.findLast((version) => !by || !isAfter(learnedOn(version.at), by));
    return known && !known.fellThrough ? [{ ...known, id }] : [];
  });

/** Her safe beds, by what is known today or was known in the evening of an earlier day. */
export const bedsKnown = (facts: Facts, by?: PlainDate): readonly Bed[] =>
  placesKnown(facts, by)
    .filter((place) => isSafe(place) && countsAsHousing(place.type))
    .map(({ type, from, to }) => ({ from: day(from), to: to && day(to), passing: passingTypes.has(type) }));

/** The nights that must be covered: from `first` to the night before `end`. */
export interface NightsNeeded {
  readonly first: PlainDate;
  readonly end: PlainDate;
}

/** The first run of nights without a bed that is not over on `today`. */
export const firstNightsWithout = (
  beds: readonly Bed[],
  { first, end }: NightsNeeded,
  today: PlainDate,
): NightsWithout | undefined => {
  const toCome = ({ from, to }: NightsWithout) => isBefore(from, end) && !isBefore(to, today);
  let free = first;
  for (const bed of [...beds].sort((a, b) => daysBetween(b.from, a.from))) {
    const without = { from: free, to: earlierOf(bed.from, end).subtract(calendarDays(1)) };
    if (isBefore(free, bed.from) && toCome(without)) return without;
    if (!bed.to) return undefined;
    free = laterOf(free, bed.to);
  }
  const without = { from: free, to: end.subtract(calendarDays(1)) };
  return toCome(without) ? without : undefined;
};

/** The nights that her release asks for: 84 from the day she leaves; on a day that has passed, from then and from today. */
export const nightsNeeded = ({ planned, day: expected }: ExpectedRelease, on: OnThatDay): NightsNeeded => ({
  first: planned,
  end: expected.add(calendarDays(on.limit('accommodation.nights').value)),
});
