import { Injectable, Optional } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { type Behind, MessagingMeasures } from '@ttg/observability';
import { Relays } from '@ttg/web/health';
import { consumer, CouncilRelay } from './council-relay';
import { NoticeSource } from './notice-source';
import { mostCounted, secondsSince } from './waiting';

/** Tells how far the relay to councils is behind what was let out: it can stand still where that of events goes on. */
@Injectable()
export class CouncilRelayStatus {
  constructor(
    private readonly notices: NoticeSource,
    private readonly clock: Clock,
    @Optional() measures?: MessagingMeasures,
    @Optional() health?: Relays,
    @Optional() relay?: CouncilRelay,
  ) {
    measures?.watchRelay('councils', () => this.read());
    if (relay) health?.watch(relay.name, async () => ({ state: relay.state, ...(await this.read()) }));
  }

  async read(): Promise<Behind> {
    const waiting = await this.notices.after(await this.notices.sentUpTo(consumer), mostCounted);
    return { events: waiting.length, seconds: secondsSince(this.clock, waiting[0]?.thin.time) };
  }
}
