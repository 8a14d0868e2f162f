import { date, dayMonthYear, type PlainDate } from '@ttg/calendar';
import type { ArrangementKind } from '@ttg/custody/events';
import { type IsoDate, isoDate, type IsoInstant } from '@ttg/event-sourcing';
import type { Facts } from '../facts';
import { expectedRelease, medicinesState, onThatDay, type ExpectedRelease } from '../rules';
import { learnedOn } from '../rules/on-that-day';
import { accommodationNeed, agreementsNeed, gpNeedShown, medicinesNeedShown, type NeedShown } from './how-it-stands';

/** One thing that must be true on the day. What is fine is shown too: an empty list would be silence, not evidence. */
export interface OnTheDayFact extends NeedShown {
  readonly key: string;
  readonly what: string;
  /** Since when it stands as it does, as far as that is one event. */
  readonly since?: IsoDate;
  /** For healthcare alone. */
  readonly detail?: string;
}

/** Arrangements that are shown, in the order of her day. */
const arrangements: readonly (readonly [ArrangementKind, string])[] = [
  ['who-meets-her', 'Someone to meet her'],
  ['travel', 'Travel'],
  ['cash', 'Cash in hand'],
  ['id', 'ID'],
  ['bank-account', 'Bank account'],
  ['phone', 'Phone'],
  ['belongings', 'Her belongings'],
  ['universal-credit-claim', 'Universal Credit claim'],
  ['jobcentre-appointment', 'Jobcentre appointment'],
  ['child-contact', 'Contact with her children'],
];

/** Whether she needs it is hers to say, and stays sealed. */
const onlyWhere: Partial<Record<ArrangementKind, string>> = { 'child-contact': 'if she has children' };

/** What must be true on the day she leaves, each with how it stands. Pure. */
export const onTheDay = (facts: Facts, today: PlainDate): readonly OnTheDayFact[] => {
  const release = expectedRelease(facts, onThatDay(today));
  const { housing, health, sharing } = facts;
  return [
    {
      key: 'address',
      what: 'Somewhere safe to sleep',
      ...accommodationNeed(facts, release, today),
      since: since(housing.accommodation?.last?.at),
    },
    {
      key: 'duty-to-refer',
      what: 'Duty to refer',
      ...agreementsNeed(facts, release, today),
      since: referredSince(facts),
    },
    {
      key: 'medicines',
      what: 'Medicines to take home',
      ...medicinesNeedShown(facts, release),
      detail: medicinesDetail(facts, release),
      since: since(health.medicines?.changedAt),
    },
    { key: 'gp', what: 'A GP', ...gpNeedShown(facts), since: since(health.gp?.at) },
    {
      key: 'safe-contact',
      what: 'A safe way to reach her',
      status: sharing?.safeContactSet ? 'done' : 'missing',
      words: '',
    },
    ...arrangements.map(([kind, what]) => arrangement(facts, release, kind, what)),
  ];
};

const since = (at: IsoInstant | undefined): IsoDate | undefined => at && isoDate(learnedOn(at));

const referredSince = ({ housing }: Facts): IsoDate | undefined =>
  since(Object.values(housing.referrals).findLast(({ made, withdrawn }) => made && !withdrawn)?.made?.at);

const arrangement = (
  { custody }: Facts,
  release: ExpectedRelease | undefined,
  kind: ArrangementKind,
  what: string,
): OnTheDayFact => {
  const made = custody?.arrangements[kind];
  if (!made) return { key: kind, what, status: 'missing', words: onlyWhere[kind] ?? '' };
  if (!made.made) return { key: kind, what, status: 'missing', words: 'fell through', since: since(made.at) };
  const otherDay = made.on !== undefined && release !== undefined && !release.planned.equals(date(made.on));
  return otherDay && made.on
    ? { key: kind, what, status: 'in-hand', words: `made for ${dayMonthYear(date(made.on))}`, since: since(made.at) }
    : { key: kind, what, status: 'done', words: '', since: since(made.at) };
};

const medicinesDetail = ({ health }: Facts, release: ExpectedRelease | undefined): string | undefined => {
  if (!release || health.medicines?.status !== 'reviewed') return undefined;
  const found = medicinesState(health.medicines, release.planned);
  if (found.state === 'gap' && found.cover.gap) {
    const { from, to, days } = found.cover.gap;
    return `without medicine from ${dayMonthYear(from)} to ${dayMonthYear(to)}, ${days} ${days === 1 ? 'day' : 'days'}`;
  }
  if (found.state === 'no-first-contact' && found.cover.coveredTo)
    return `covered to ${dayMonthYear(found.cover.coveredTo)}, no first prescriber contact`;
  return found.state === 'not-arranged' ? 'neither supply nor first prescriber contact is set' : undefined;
};
