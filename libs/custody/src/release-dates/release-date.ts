import type { ReleaseDateType } from '@ttg/calendar';
import { type IsoDate, Refusal } from '@ttg/event-sourcing';
import { type CaseDecision, inCustody } from '../case/custody-case';
import { releaseDateChanged, releaseDateSet, type ReleaseDateSource, releaseDateWithdrawn } from '../events';
import { notBefore, notFarAhead, type OnThatDay } from '../on-that-day';

/** Why a date was set or changed. Words beyond these belong in her record elsewhere: a reason is read by many. */
export const releaseDateReasons = [
  'first-calculation',
  'recalculated',
  'days-added',
  'days-restored',
  'remand-time-counted',
  'curfew-decision',
  'parole-decision',
  'law-changed',
  'correction',
  'other',
] as const;

/** Why a date does not hold any more, with none in its place. */
export const withdrawalReasons = [...releaseDateReasons, 'appeal', 'further-charge', 'entered-in-error'] as const;

/** Years ahead beyond which no release date lies: longer than the longest tariff. */
const furthest = 50;

export interface SetReleaseDate {
  readonly date: IsoDate;
  readonly type: ReleaseDateType;
  readonly source: ReleaseDateSource;
  readonly reason?: (typeof releaseDateReasons)[number];
}

/** Sets her release date, or changes the one there is. The same date and type again writes nothing: systems repeat themselves. */
export const setReleaseDate =
  ({ date, type, source, reason }: SetReleaseDate, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, receivedOn, releaseDate: before } = inCustody(state);
    notBefore(notFarAhead(date, day, furthest, 'date'), receivedOn, 'she was received', 'date');
    if (!before) return releaseDateSet({ caseId, date, type, source, reason });
    if (before.date === date && before.type === type) return [];
    return releaseDateChanged({ caseId, before, after: { date, type }, source, reason });
  };

export class NoReleaseDate extends Refusal {
  readonly code = 'no-release-date';

  constructor() {
    super('She has no release date, so there is none to withdraw.');
  }
}

export interface WithdrawReleaseDate {
  readonly source: ReleaseDateSource;
  readonly reason: (typeof withdrawalReasons)[number];
}

/** The date does not hold, and no other is known yet. */
export const withdrawReleaseDate =
  ({ source, reason }: WithdrawReleaseDate): CaseDecision =>
  (state) => {
    const { caseId, releaseDate: before } = inCustody(state);
    if (!before) throw new NoReleaseDate();
    return releaseDateWithdrawn({ caseId, before, source, reason });
  };
