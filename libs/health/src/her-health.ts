import { Injectable } from '@nestjs/common';
import { Clock, date, startOfLondonDay } from '@ttg/calendar';
import {
  type Decision,
  type Evolution,
  type IsoDate,
  isoDate,
  isoInstant,
  Streams,
  type Written,
} from '@ttg/event-sourcing';
import { HealthCases } from './cases/health-cases';
import type { HealthEvent } from './events';
import type { OnThatDay } from './on-that-day';

export interface When {
  /** The revision the caller saw (`If-Match`). */
  readonly expected?: number;
  /** The day it was true. Today, if not given. */
  readonly on?: IsoDate;
}

/** Load, decide, append in a stream of a case, with the day it is in London. */
@Injectable()
export class HerHealth {
  constructor(
    private readonly streams: Streams,
    private readonly cases: HealthCases,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where there is no such case */
  async decide<State, Event extends HealthEvent>(
    evolution: Evolution<State, Event>,
    of: { readonly stream: string; readonly caseId: string },
    decide: (day: OnThatDay) => Decision<State, Event>,
    { expected, on }: When = {},
  ): Promise<Written> {
    const { caseId, personId, receivedOn } = await this.cases.find(of.caseId);
    const day = { today: this.clock.today(), receivedOn };
    const occurredAt = on && on < isoDate(day.today) ? isoInstant(startOfLondonDay(date(on))) : undefined;
    const about = { caseId, personId };
    return this.streams.decide(evolution, of.stream, decide(day), { about, expected, occurredAt });
  }
}
