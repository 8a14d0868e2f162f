import { Injectable } from '@nestjs/common';
import { Clock, date, type PlainDate, startOfLondonDay } from '@ttg/calendar';
import {
  type Decision,
  type IsoDate,
  isoDate,
  isoInstant,
  type Loaded,
  NotFound,
  RequestContext,
  Streams,
  type Written,
} from '@ttg/event-sourcing';
import { type HousingCase, HousingCases, stillOpen } from '../cases/housing-cases';
import type { DutyToReferEvent } from '../events';
import { councilToday } from '../instructions/stops';
import type { OnThatDay } from '../on-that-day';
import { dutyToRefer, referralStream } from './duty-to-refer';
import type { DutyToRefer } from './referral';

export type ReferralDecision = Decision<DutyToRefer, DutyToReferEvent>;

export interface When {
  /** The revision the caller saw (`If-Match`). */
  readonly expected?: number;
  /** The day it was true. Today, if not given. */
  readonly on?: IsoDate;
}

export type Begun = Exclude<DutyToRefer, { readonly status: 'not-begun' }>;

/** Where the referrals stand: load, decide, append, with the day it is in London. */
@Injectable()
export class Referrals {
  constructor(
    private readonly streams: Streams,
    private readonly cases: HousingCases,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async load(referralId: string): Promise<Loaded<Begun>> {
    const { state, ...at } = await this.streams.load(dutyToRefer, referralStream(referralId));
    if (state.status === 'not-begun') throw new NotFound('referral');
    return { state, ...at };
  }

  async begin(referralId: string, caseId: string, decision: ReferralDecision): Promise<Written> {
    const { personId } = stillOpen(await this.cases.find(caseId));
    return this.streams.decide(dutyToRefer, referralStream(referralId), decision, { about: { caseId, personId } });
  }

  /** @throws NotFound also where it is another council's: who may not read it does not learn that it is there */
  async decide(
    referralId: string,
    decide: (day: OnThatDay, of: HousingCase) => ReferralDecision,
    { expected, on }: When = {},
  ): Promise<Written> {
    const { state } = await this.load(referralId);
    refuseOtherCouncils(state, this.clock.today());
    const of = await this.cases.find(state.caseId);
    const day = this.onThatDay(of);
    const occurredAt = on && on < isoDate(day.today) ? isoInstant(startOfLondonDay(date(on))) : undefined;
    // Her case may change under the decision, she stays the same.
    const about = (decided: DutyToRefer) => ({
      personId: of.personId,
      caseId: decided.status === 'not-begun' ? state.caseId : decided.caseId,
    });
    return this.streams.decide(dutyToRefer, referralStream(referralId), decide(day, of), {
      about,
      expected,
      occurredAt,
    });
  }

  onThatDay({ receivedOn }: HousingCase): OnThatDay {
    return { today: this.clock.today(), now: isoInstant(this.clock.now()), receivedOn };
  }
}

/** A council acts on referrals that were sent to it, or to a council it took over from. */
const refuseOtherCouncils = (state: Begun, today: PlainDate): void => {
  const { actor } = RequestContext.current();
  if (actor.role !== 'council-housing') return;
  if (!isSentTo(state, actor.organisation, today)) throw new NotFound('referral');
};

/** Was it sent to that council, as the councils stand today? */
export const isSentTo = (state: Begun, council: string, today: PlainDate): boolean => {
  const sent = state.status === 'withdrawn' ? state.before : state;
  return sent.status === 'sent' && councilToday(sent.council, today) === council;
};
