import type { PlainDate, ReleaseDateType } from '@ttg/calendar';
import { type IsoDate, isoDate } from '@ttg/event-sourcing';
import type { LegalStatus } from '@ttg/custody/events';
import type { GssCode, PrisonId } from '@ttg/reference';
import { noCustody } from '../facts/custody-facts';
import type { Facts } from '../facts';
import { expectedRelease, onThatDay, type ExpectedRelease } from '../rules';
import { learnedOn } from '../rules/on-that-day';
import { mayBeShown } from '../rules/referrals';
import { accommodationNeed, agreementsNeed, gpNeedShown, medicinesNeedShown, type NeedShown } from './how-it-stands';

/** One woman on the board, by the facts alone: the same on every day until an event comes. */
export interface BoardFacts {
  readonly prison?: PrisonId;
  /** Councils that have a referral of hers to which she still agrees, and that she lets know; none once the case is over. */
  readonly councils: readonly GssCode[];
  readonly legalStatus?: LegalStatus;
  readonly released: boolean;
  readonly closed: boolean;
  /** T before "never before today"; the day she left, once she has. */
  readonly planned?: IsoDate;
  readonly date?: IsoDate;
  readonly type?: ReleaseDateType;
  readonly tier1?: IsoDate;
  readonly tier2?: IsoDate;
  readonly applies?: 1 | 2 | 'not-known' | 'none';
  readonly hearings: readonly IsoDate[];
  readonly accommodation: NeedShown;
  readonly gp: NeedShown;
  readonly medicines: NeedShown;
  readonly agreements: NeedShown;
}

/** What the board filters, sorts and counts by. */
export type BoardColumns = Pick<
  BoardFacts,
  'prison' | 'councils' | 'released' | 'closed' | 'planned' | 'accommodation' | 'gp' | 'medicines'
>;

/** Her row on the board. Pure. @param today where it is shown on a day */
export const boardRow = (facts: Facts, today?: PlainDate): BoardFacts => {
  const { legalStatus, dates, hearings } = facts.custody ?? noCustody;
  const release = releaseOf(facts);
  return {
    ...columns(facts, release, today),
    legalStatus,
    date: dates.at(-1)?.date,
    type: dates.at(-1)?.type,
    tier1: release?.rule && isoDate(release.rule.tier1),
    tier2: release?.rule && isoDate(release.rule.tier2),
    applies: release?.rule?.applies,
    hearings: [...hearings].sort(),
    agreements: agreementsNeed(facts, release, today),
  };
};

/** What a read model keeps of her row: by no day, so that it stands until an event comes. Pure. */
export const boardColumns = (facts: Facts): BoardColumns => columns(facts, releaseOf(facts));

const columns = (facts: Facts, release: ExpectedRelease | undefined, today?: PlainDate): BoardColumns => {
  const { prison, released, closed } = facts.custody ?? noCustody;
  return {
    prison,
    councils: councilsOf(facts),
    released: released !== undefined,
    closed,
    planned: release && isoDate(release.planned),
    accommodation: accommodationNeed(facts, release, today),
    gp: gpNeedShown(facts),
    medicines: medicinesNeedShown(facts, release),
  };
};

/** The limits are those of the day the facts are of. */
const releaseOf = (facts: Facts): ExpectedRelease | undefined => {
  const last = facts.custody?.last;
  return last && expectedRelease(facts, onThatDay(learnedOn(last.at)));
};

const councilsOf = ({ custody, housing, sharing }: Facts): readonly GssCode[] => {
  const shown = custody?.closed ? [] : Object.values(housing.referrals).filter(mayBeShown);
  const mustNotKnow = Object.values(sharing?.notWith ?? {});
  const sentTo = new Set(shown.flatMap(({ made }) => made?.council ?? []));
  return [...sentTo].filter((council) => !mustNotKnow.includes(council)).sort();
};
