import { calendarDays, dayMonthYear, daysBetween, isBefore, laterOf, type PlainDate } from '@ttg/calendar';
import { councilByCode } from '@ttg/reference';
import type { Facts } from '../facts';
import { medicinesState, type ExpectedRelease } from '../rules';
import { gpNeed, medicinesNeed } from '../rules/health-needs';
import { housingNeed } from '../rules/housing-need';
import { bedsKnown, firstNightsWithout, isSafe, placesKnown, type NightsNeeded } from '../rules/nights';
import { isRefused, liveReferral, type NotSentBecause, notSentBecause, referralsOf } from '../rules/referrals';

/** How one thing stands, in words fit for everybody who may see the row. */
export interface NeedShown {
  readonly status: 'done' | 'in-hand' | 'missing' | 'not-needed';
  readonly words: string;
}

const nightsFromRelease = 84;

/**
 * Done means safe: every night from release has a bed that she said, in private, is safe.
 * @param today once she has left, the nights that have gone by are asked for no more; without it all of them are
 */
export const accommodationNeed = (facts: Facts, release: ExpectedRelease | undefined, today?: PlainDate): NeedShown => {
  const beds = bedsKnown(facts);
  if (!release) return unplanned(facts, beds.length);
  const needed = { first: release.planned, end: release.planned.add(calendarDays(nightsFromRelease)) };
  const isOut = release.released && today !== undefined && isBefore(today, needed.end);
  const from = isOut ? laterOf(today, needed.first) : needed.first;
  const without = firstNightsWithout(beds, needed, from);
  if (without)
    return {
      status: beds.length > 0 ? 'in-hand' : wanted(facts),
      words: nightsInWords(facts, without.from, without.to),
    };
  const lasting = beds.filter(({ passing }) => !passing);
  return firstNightsWithout(lasting, needed, from)
    ? { status: 'in-hand', words: 'a short-term place only' }
    : { status: 'done', words: coveredInWords({ ...needed, first: from }) };
};

const unplanned = (facts: Facts, beds: number): NeedShown =>
  beds > 0
    ? { status: 'in-hand', words: 'a safe place is confirmed' }
    : { status: wanted(facts), words: unsafeOrEmpty(facts) };

/** A place that somebody has asked for is in hand. */
const wanted = ({ housing }: Facts): 'in-hand' | 'missing' =>
  Object.values(housing.accommodation?.placementReferrals ?? {}).some((state) => state !== 'rejected')
    ? 'in-hand'
    : 'missing';

const nightsInWords = (facts: Facts, from: PlainDate, to: PlainDate): string =>
  unsafeOrEmpty(facts) ||
  (from.equals(to)
    ? `no safe place on the night of ${dayMonthYear(from)}`
    : `no safe place from ${dayMonthYear(from)} to ${dayMonthYear(to)}`);

/** A place that is not shown as done says why only as far as everybody may know. */
const unsafeOrEmpty = (facts: Facts): string => {
  const places = placesKnown(facts).filter((place) => !isSafe(place));
  if (facts.custody?.screenings.at(-1)?.findings.homeSafe === 'no') return 'contact the named lead';
  if (places.some(({ safe }) => safe === 'no')) return 'contact the named lead';
  return places.length > 0 ? 'not yet asked in private whether it is safe' : '';
};

const coveredInWords = ({ first, end }: NightsNeeded): string =>
  `${daysBetween(first, end)} nights from ${dayMonthYear(first)}, safe`;

export const gpNeedShown = (facts: Facts): NeedShown => {
  const { gp } = facts.health;
  if (gp?.status === 'declined') return { status: 'not-needed', words: 'she does not want one' };
  if (!gpNeed(facts))
    return { status: 'done', words: gp?.status === 'confirmed' ? 'registered' : 'registered before custody' };
  if (gp?.status === 'requested') return { status: 'in-hand', words: 'asked for, not confirmed' };
  return { status: 'missing', words: gp?.status === 'refused' ? 'the practice refused' : '' };
};

/** Never which medicine, and never for how long but where it is sorted (E.4). */
export const medicinesNeedShown = (facts: Facts, release: ExpectedRelease | undefined): NeedShown => {
  const { medicines } = facts.health;
  if (!medicinesNeed(facts)) return { status: 'not-needed', words: 'none to take home' };
  const started: NeedShown = {
    status: medicines?.status === 'reviewed' ? 'in-hand' : 'missing',
    words: 'not sorted: healthcare owns it',
  };
  if (!release) return started;
  const found = medicinesState(medicines, release.planned);
  if (found.state !== 'sorted') return started;
  return { status: 'done', words: found.coveredTo ? `sorted to ${dayMonthYear(found.coveredTo)}` : 'sorted' };
};

/** Her three agreements and the referral they allow. */
export const agreementsNeed = (facts: Facts, release: ExpectedRelease | undefined, today?: PlainDate): NeedShown => {
  const live = liveReferral(facts);
  if (live?.made) {
    const council = councilByCode(live.made.council)?.name ?? 'the council';
    return { status: 'done', words: live.received ? `${council} has received it` : `sent to ${council}` };
  }
  if (referralsOf(facts).some(isRefused)) return { status: 'not-needed', words: 'she did not agree to a referral' };
  if (!housingNeed(facts) || accommodationNeed(facts, release, today).status === 'done')
    return { status: 'not-needed', words: 'she has a home to go to' };
  return notSent[notSentBecause(facts)];
};

const notSent: Readonly<Record<NotSentBecause, NeedShown>> = {
  'agreements-not-asked': { status: 'missing', words: 'not asked' },
  'agreement-withdrawn': { status: 'missing', words: 'she withdrew an agreement' },
  'agreement-refused': { status: 'in-hand', words: 'she did not agree to all three' },
  'agreement-missing': { status: 'in-hand', words: 'not all three asked' },
  'who-must-not-know-not-asked': { status: 'in-hand', words: 'asked, not sent' },
  'not-sent': { status: 'in-hand', words: 'asked, not sent' },
};
