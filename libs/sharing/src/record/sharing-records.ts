import { Injectable } from '@nestjs/common';
import { Clock, type PlainDate } from '@ttg/calendar';
import { type Loaded, Streams, type Written } from '@ttg/event-sourcing';
import { SharingCases } from '../cases/sharing-cases';
import { type SharingDecision, type SharingRecord, sharingRecord } from './sharing-record';

/** Where the records stand: load, decide, append. */
@Injectable()
export class SharingRecords {
  constructor(
    private readonly streams: Streams,
    private readonly cases: SharingCases,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound for a case that was never opened */
  async decide(caseId: string, decide: (today: PlainDate) => SharingDecision, expected?: number): Promise<Written> {
    const about = { caseId, personId: await this.cases.personOf(caseId) };
    return this.streams.decide(sharingRecord, `sharing-${caseId}`, decide(this.clock.today()), { about, expected });
  }

  /** @throws NotFound for a case that was never opened */
  async load(caseId: string): Promise<Loaded<SharingRecord>> {
    await this.cases.personOf(caseId);
    return this.streams.load(sharingRecord, `sharing-${caseId}`);
  }
}
