import { londonToday, type PlainDate } from '@ttg/calendar';
import type { IsoInstant } from '@ttg/event-sourcing';
import { councilByCode, type GssCode, successorOn } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';

/** The code of the council that does that one's work on that day: a referral outlives a merger of councils. */
export const councilToday = (code: GssCode, today: PlainDate): GssCode => {
  const council = councilByCode(code);
  return (council && successorOn(council, today)?.code) ?? code;
};

/** The day of an instant, in London. */
export const dayOf = (instant: IsoInstant): PlainDate => londonToday(Temporal.Instant.from(instant));
