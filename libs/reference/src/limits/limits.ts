import type { PlainDate, ReleaseDayRule } from '@ttg/calendar';
import { holdsOn } from '../validity';
import { alertLimits } from './alerts';
import { custodyLimits } from './custody';
import type { DatedLimit } from './dated-limit';
import { healthLimits } from './health';
import { housingLimits } from './housing';

/** Every limit and threshold, each with the days it holds and its source. */
export const limits = { ...housingLimits, ...healthLimits, ...custodyLimits, ...alertLimits } as const;

export type LimitKey = keyof typeof limits;

/** A limit as it holds on a day: what a rule uses, and what its page shows as the source. */
export interface Limit extends DatedLimit {
  readonly key: LimitKey;
}

/** No such limit held on that day: the law or practice behind it had not begun, or had ended. */
export class NoLimitInForce extends Error {
  readonly code = 'no-limit-in-force';

  constructor(
    readonly key: LimitKey,
    readonly on: PlainDate,
  ) {
    super(
      `The limit "${key}" does not hold on ${on.toString()}. Check the date, or add the limit of that time to the reference data.`,
    );
    this.name = 'NoLimitInForce';
  }
}

/**
 * The limit that holds on that day, with its unit and source.
 * @param on a date in Europe/London, usually today
 * @throws NoLimitInForce before the first entry and between entries
 */
export const limit = (key: LimitKey, on: PlainDate): Limit => {
  const inForce = (limits[key] as readonly DatedLimit[]).find((entry) => holdsOn(entry, on));
  if (!inForce) throw new NoLimitInForce(key, on);
  return { key, ...inForce };
};

/** The release-day rule (A.10) with the nights that hold today: the second argument of `releaseDay` in libs/calendar. */
export const releaseDayRuleOn = (today: PlainDate): ReleaseDayRule => ({
  nights: limit('releaseDay.nights', today).value,
});
