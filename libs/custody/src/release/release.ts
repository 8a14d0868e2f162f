import { date, isBefore, londonToday } from '@ttg/calendar';
import { InvalidCommand, type IsoDate, isoInstant, type IsoInstant } from '@ttg/event-sourcing';
import { accommodationType } from '@ttg/reference';
import { Temporal } from 'temporal-polyfill';
import { type CaseDecision, inCustody, released as leftPrison } from '../case/custody-case';
import { contactAfterReleaseMade, type CustodyEvent, released } from '../events';
import { HoldStands } from '../legal-status/legal-status';
import { DateToCome, DateTooEarly, happenedOn, notBefore, type OnThatDay } from '../on-that-day';

export interface ReleaseWoman {
  readonly on: IsoDate;
  readonly from: 'prison' | 'court';
  /** Delius code of where she goes, or `not-known`. */
  readonly toAccommodation: string;
  readonly notice?: 'planned' | 'no-notice';
}

export class UnknownAccommodationType extends InvalidCommand {
  readonly code = 'unknown-accommodation-type';
  readonly field = 'toAccommodation';

  constructor() {
    super('Give the Delius code of where she goes, such as A01C or A17, or `not-known` where nobody knows.');
  }
}

/** She leaves: planned, or let go by a court with no notice. */
export const releaseWoman =
  (
    { on, from, toAccommodation, notice = from === 'court' ? 'no-notice' : 'planned' }: ReleaseWoman,
    day: OnThatDay,
  ): CaseDecision =>
  (state) => {
    const { caseId, prison, hereSince, heldSince } = inCustody(state);
    if (toAccommodation !== 'not-known' && !accommodationType(toAccommodation)) throw new UnknownAccommodationType();
    notBefore(happenedOn(on, day), hereSince, 'she came to the prison she leaves');
    if (heldSince !== undefined) throw new HoldStands();
    return released({ caseId, on, from, prison, toAccommodation, notice });
  };

type Route = Extract<CustodyEvent, { type: 'custody.contact-after-release-made' }>['data']['route'];

export interface ContactAfterRelease {
  readonly at: IsoInstant;
  readonly route: Route;
}

/** Someone reached her after she left, by a way she marked as safe. */
export const recordContact =
  ({ at, route }: ContactAfterRelease, day: OnThatDay): CaseDecision =>
  (state) => {
    const { caseId, releasedOn } = leftPrison(state);
    const instant = Temporal.Instant.from(at);
    if (Temporal.Instant.compare(instant, day.now) > 0) throw new DateToCome('at', `now, ${day.now.toString()}`);
    if (isBefore(londonToday(instant), date(releasedOn))) throw new DateTooEarly('at', releasedOn, 'she left');
    return contactAfterReleaseMade({ caseId, at: isoInstant(instant), route });
  };
