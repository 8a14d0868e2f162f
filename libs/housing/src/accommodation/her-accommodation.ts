import { Injectable } from '@nestjs/common';
import { Clock, date, startOfLondonDay } from '@ttg/calendar';
import {
  type Decision,
  type IsoDate,
  isoDate,
  isoInstant,
  type Loaded,
  Streams,
  type Written,
} from '@ttg/event-sourcing';
import { HousingCases } from '../cases/housing-cases';
import type { AccommodationEvent } from '../events';
import type { OnThatDay } from '../on-that-day';
import { accommodation, accommodationStream, type Accommodation } from './accommodation';

export type AccommodationDecision = Decision<Accommodation, AccommodationEvent>;

export interface When {
  /** The revision the caller saw (`If-Match`). */
  readonly expected?: number;
  /** The day it was true. Today, if not given. */
  readonly on?: IsoDate;
}

/** Where her accommodation stands: load, decide, append, with the day it is in London. */
@Injectable()
export class HerAccommodation {
  constructor(
    private readonly streams: Streams,
    private readonly cases: HousingCases,
    private readonly clock: Clock,
  ) {}

  load(caseId: string): Promise<Loaded<Accommodation>> {
    return this.streams.load(accommodation, accommodationStream(caseId));
  }

  /** @throws NotFound where there is no such case */
  async decide(
    caseId: string,
    decide: (day: OnThatDay) => AccommodationDecision,
    { expected, on }: When = {},
  ): Promise<Written> {
    const { personId, receivedOn } = await this.cases.find(caseId);
    const day = { today: this.clock.today(), now: isoInstant(this.clock.now()), receivedOn };
    const occurredAt = on && on < isoDate(day.today) ? isoInstant(startOfLondonDay(date(on))) : undefined;
    const about = { caseId, personId };
    return this.streams.decide(accommodation, accommodationStream(caseId), decide(day), {
      about,
      expected,
      occurredAt,
    });
  }
}
