import { releaseDay } from '@ttg/calendar';
import { RecordReleaseDate } from '@ttg/custody/release-dates/commands';
import type { SetReleaseDate } from '@ttg/custody/release-dates/release-date';
import { releaseDayRuleOn } from '@ttg/reference';
import { dayOf } from '../days';
import type { Life } from '../life';
import type { KnownDate } from '../stay';

/** Her release date is recorded, and with it the day she leaves. */
export const setReleaseDate = (
  life: Life,
  { date, type }: KnownDate,
  why: Pick<SetReleaseDate, 'source' | 'reason'>,
): void => {
  const { stay, today } = life;
  stay.releaseDate = { date, type };
  stay.dateDue = undefined;
  stay.leavesOn = dayOf(
    releaseDay(
      { date: date.date, type, custody: { periods: stay.served, complete: true }, today: today.date },
      releaseDayRuleOn(today.date),
    ).releaseDay,
  );
  const change = { date: date.iso, type, ...why };
  life.record(life.inPrison('prison-resettlement'), 'release date', new RecordReleaseDate(stay.caseId, change));
};
