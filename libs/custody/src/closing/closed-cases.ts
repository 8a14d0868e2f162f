import { Injectable } from '@nestjs/common';
import { ClosedCases, EventCodec, type EventIn, EventStore, type IsoDate, type Recorded } from '@ttg/event-sourcing';
import { caseClosed, caseReopened, returnedToCustody } from '../events';

const ending = { caseClosed, returnedToCustody, caseReopened };
type Ending = Recorded<EventIn<typeof ending>>;

const types = Object.values(ending).map(({ type }) => type);
const page = 1_000;

/** The cases that were closed, by what the events say: a read model may be behind. */
@Injectable()
export class ClosedCustodyCases extends ClosedCases {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {
    super();
  }

  async closedBefore(day: IsoDate): Promise<readonly string[]> {
    const closedOn = new Map<string, IsoDate>();
    for await (const { type, data } of this.endings()) {
      if (type === 'custody.case-reopened') closedOn.delete(data.caseId);
      else closedOn.set(data.caseId, data.on);
    }
    return [...closedOn].filter(([, on]) => on < day).map(([caseId]) => caseId);
  }

  private async *endings(): AsyncGenerator<Ending> {
    let { events, upTo } = await this.store.readAll({ types, limit: page });
    for (;;) {
      for (const stored of events) yield this.codec.decode(stored) as Ending;
      if (events.length < page) return;
      ({ events, upTo } = await this.store.readAll({ types, limit: page, after: upTo }));
    }
  }
}
