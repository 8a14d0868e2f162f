import { Injectable } from '@nestjs/common';
import { Clock, date, type PlainDate, startOfLondonDay } from '@ttg/calendar';
import type { CustodyEvent } from '@ttg/custody/events';
import {
  type Evolution,
  type IsoDate,
  isoDate,
  isoInstant,
  type Loaded,
  NotFound,
  Streams,
  type Written,
} from '@ttg/event-sourcing';
import type { SharingEvent } from '../events';
import { caseSharing, type SharingDecision } from './case-sharing';

/** Whose case it is: all that sharing must know of `custody`. */
const whose: Evolution<string | undefined, CustodyEvent> = {
  initial: undefined,
  evolve: (personId, event) => (event.type === 'custody.woman-received' ? event.data.personId : personId),
};

export interface When {
  /** The revision the caller saw (`If-Match`). */
  readonly expected?: number;
  /** The day it was true. Now, if not given. */
  readonly on?: IsoDate;
}

/** What she has said, case by case: load, decide, append. */
@Injectable()
export class SharingCases {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where there is no such case. */
  async decide(
    caseId: string,
    decide: (today: PlainDate) => SharingDecision,
    { expected, on }: When = {},
  ): Promise<Written> {
    const personId = await this.personOf(caseId);
    const today = this.clock.today();
    const occurredAt = on && on < isoDate(today) ? isoInstant(startOfLondonDay(date(on))) : undefined;
    const options = { about: { personId, caseId }, expected, occurredAt };
    return this.streams.decide(caseSharing, stream(caseId), decide(today), options);
  }

  /** @throws NotFound where there is no such case. A case of which nothing was said has no revision. */
  async load<State>(caseId: string, evolution: Evolution<State, SharingEvent>): Promise<Loaded<State>> {
    await this.personOf(caseId);
    return this.streams.load(evolution, stream(caseId));
  }

  /** @throws NotFound */
  async personOf(caseId: string): Promise<string> {
    const { state: personId } = await this.streams.load(whose, `custody-${caseId}`);
    if (personId === undefined) throw new NotFound('case');
    return personId;
  }
}

const stream = (caseId: string): string => `sharing-${caseId}`;
