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

/** Her row on the board. Pure. @param today where it is shown on a day; without it, so that a read model can keep it */
export const boardRow = (facts: Facts, today?: PlainDate): BoardFacts => {
  const custody = facts.custody ?? noCustody;
  // The limits are those of the day the facts are of.
  const release = custody.last && expectedRelease(facts, onThatDay(learnedOn(custody.last.at)));
  return {
    prison: custody.prison,
    councils: councilsOf(facts),
    legalStatus: custody.legalStatus,
    released: custody.released !== undefined,
    closed: custody.closed,
    date: custody.dates.at(-1)?.date,
    type: custody.dates.at(-1)?.type,
    ...daysOf(release),
    hearings: [...custody.hearings].sort(),
    accommodation: accommodationNeed(facts, release, today),
    gp: gpNeedShown(facts),
    medicines: medicinesNeedShown(facts, release),
    agreements: agreementsNeed(facts, release, today),
  };
};

const councilsOf = ({ custody, housing, sharing }: Facts): readonly GssCode[] => {
  const shown = custody?.closed ? [] : Object.values(housing.referrals).filter(mayBeShown);
  const mustNotKnow = Object.values(sharing?.notWith ?? {});
  const sentTo = new Set(shown.flatMap(({ made }) => made?.council ?? []));
  return [...sentTo].filter((council) => !mustNotKnow.includes(council)).sort();
};

const daysOf = (release: ExpectedRelease | undefined): Pick<BoardFacts, 'planned' | 'tier1' | 'tier2' | 'applies'> => ({
  planned: release && isoDate(release.planned),
  tier1: release?.rule && isoDate(release.rule.tier1),
  tier2: release?.rule && isoDate(release.rule.tier2),
  applies: release?.rule?.applies,
});
