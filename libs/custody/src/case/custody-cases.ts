import { Injectable } from '@nestjs/common';
import { Clock, date, startOfLondonDay } from '@ttg/calendar';
import { type About, type IsoDate, isoDate, isoInstant, type Loaded, Streams, type Written } from '@ttg/event-sourcing';
import type { OnThatDay } from '../on-that-day';
import { type CaseDecision, type CustodyCase, custodyCase, opened } from './custody-case';

export interface When {
  /** The revision the caller saw (`If-Match`). */
  readonly expected?: number;
  /** The day it was true. Now, if not given. */
  readonly on?: IsoDate;
}

/** Where the cases stand: load, decide, append, with the day it is in London. */
@Injectable()
export class CustodyCases {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** Nothing of a case that was never opened but `not-opened`. */
  load(caseId: string): Promise<Loaded<CustodyCase>> {
    return this.streams.load(custodyCase, stream(caseId));
  }

  decide(caseId: string, decide: (day: OnThatDay) => CaseDecision, { expected, on }: When = {}): Promise<Written> {
    const day = this.onThatDay();
    const occurredAt = on && on < isoDate(day.today) ? isoInstant(startOfLondonDay(date(on))) : undefined;
    return this.streams.decide(custodyCase, stream(caseId), decide(day), { about, expected, occurredAt });
  }

  onThatDay(): OnThatDay {
    return { today: this.clock.today(), now: this.clock.now() };
  }
}

const stream = (caseId: string): string => `custody-${caseId}`;

const about = (state: CustodyCase): About => {
  const { caseId, personId } = opened(state);
  return { caseId, personId };
};
