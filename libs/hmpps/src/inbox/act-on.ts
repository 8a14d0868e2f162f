import { Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { Temporal } from 'temporal-polyfill';
import type { BookingMoved, DatesChanged, Merged, Notice, Received, Released } from '../notices/notice';
import { WhatIsKnown } from '../known/what-is-known';
import { HmppsApi } from '../record/hmpps-api';
import type { PrisonerRecord } from '../record/prisoner-record';
import { datesNow } from '../translation/dates';
import { bookingMoved, merged } from '../translation/merges';
import { nothing, type Outcome, type Wait, type Why } from '../translation/outcome';
import { ours } from '../translation/prison';
import { received } from '../translation/received';
import { beforeLooking, released } from '../translation/released';
import { londonDay, type SoFar } from '../translation/when';
import { CarryOut } from './carry-out';

/** What came of a notice. */
export type Done =
  { readonly is: 'settled'; readonly outcome: 'applied' | Why } | { readonly is: 'waits'; readonly why: Wait };

/** No more than this do clocks of two systems differ. */
const clocksDiffer = { minutes: 10 };

/** Looks up what a notice leaves out and what is known here, has it translated, and carries out what follows. */
@Injectable()
export class ActOn {
  constructor(
    private readonly known: WhatIsKnown,
    private readonly api: HmppsApi,
    private readonly carryOut: CarryOut,
    private readonly clock: Clock,
  ) {}

  /** @throws what commands and the HMPPS API throw: nothing is settled then, and it can be repeated. */
  async notice(messageId: string, notice: Notice, soFar: SoFar): Promise<Done> {
    const latest = this.clock.now().add(clocksDiffer);
    if (Temporal.Instant.compare(notice.at, latest) > 0) return { is: 'waits', why: 'date-to-come' };
    switch (notice.kind) {
      case 'received':
        return this.received(messageId, notice, soFar);
      case 'released':
        return this.released(messageId, notice, soFar);
      case 'dates-changed':
        return this.datesChanged(messageId, notice);
      case 'merged':
        return this.merged(messageId, notice);
      case 'booking-moved':
        return this.bookingMoved(messageId, notice);
    }
  }

  private async received(messageId: string, notice: Received, soFar: SoFar): Promise<Done> {
    if (ours(notice.prison) === undefined) return settled(nothing('another-prison'));
    const her = await this.known.of(notice.prisonNumber);
    const record = await this.api.prisoner(notice.prisonNumber, notice.detailUrl);
    if (!record) return { is: 'waits', why: 'no-such-prisoner' };
    const done = await this.do(messageId, received(notice, her, record, soFar));
    // Her dates come with her: of a woman who was not known here, no event of theirs was kept.
    if (done.is === 'waits' || done.outcome === 'overtaken') return done;
    const brought = await this.bringDates(messageId, notice, record);
    return brought.is === 'waits' ? brought : done;
  }

  private async released(messageId: string, notice: Released, soFar: SoFar): Promise<Done> {
    const early = beforeLooking(notice);
    if (early) return settled(early);
    const her = await this.known.of(notice.prisonNumber);
    const isLooked = her?.openCase?.status === 'in-custody';
    const record = isLooked ? await this.api.prisoner(notice.prisonNumber, notice.detailUrl) : undefined;
    return this.do(messageId, released(notice, her, record, soFar));
  }

  private async datesChanged(messageId: string, notice: DatesChanged): Promise<Done> {
    const her = await this.known.of(notice.prisonNumber);
    if (!her) return settled(nothing('not-known-here'));
    if (her.openCase?.status !== 'in-custody') return settled(nothing('not-inside'));
    const record = await this.api.prisoner(notice.prisonNumber);
    if (!record) return { is: 'waits', why: 'no-such-prisoner' };
    return this.bringDates(messageId, notice, record);
  }

  private async merged(messageId: string, { kept, removed }: Merged): Promise<Done> {
    const [underKept, underRemoved] = [await this.known.of(kept), await this.known.of(removed)];
    return this.do(messageId, merged({ kept, removed, underKept, underRemoved }, 'prisoner-merged'));
  }

  private async bookingMoved(messageId: string, { from, to }: BookingMoved): Promise<Done> {
    const [underKept, underRemoved] = [await this.known.of(to), await this.known.of(from)];
    if (!underKept && !underRemoved) return settled(nothing('not-known-here'));
    const leftBehind = (await this.api.prisoner(from))?.bookingId !== undefined;
    return this.do(messageId, bookingMoved({ kept: to, removed: from, underKept, underRemoved }, leftBehind));
  }

  private async bringDates(
    messageId: string,
    { prisonNumber, at }: Received | DatesChanged,
    record: PrisonerRecord,
  ): Promise<Done> {
    const stay = (await this.known.of(prisonNumber))?.openCase;
    if (!stay || record.bookingId === undefined) return settled(nothing('not-inside'));
    const [dates, fixedTermRecall] = await Promise.all([
      this.api.sentenceDates(record.bookingId),
      this.api.fixedTermRecall(record.bookingId),
    ]);
    return this.do(messageId, datesNow(stay, { record, dates, fixedTermRecall }, londonDay(at)));
  }

  private async do(messageId: string, outcome: Outcome): Promise<Done> {
    if (outcome.is === 'to-do') await this.carryOut.steps(messageId, outcome.steps);
    return settled(outcome);
  }
}

const settled = (outcome: Outcome): Done => {
  switch (outcome.is) {
    case 'to-do':
      return { is: 'settled', outcome: 'applied' };
    case 'nothing':
      return { is: 'settled', outcome: outcome.why };
    case 'waits':
      return { is: 'waits', why: outcome.why };
  }
};
