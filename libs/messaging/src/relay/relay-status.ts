import { Injectable, Optional } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { EventStore, type Position } from '@ttg/event-sourcing';
import { MessagingMeasures } from '@ttg/observability';
import { Relays } from '@ttg/web/health';
import { Pool } from 'pg';
import type { RelayState } from './publishing';
import { Relay } from './relay';
import { readRelayPosition } from './relay-position';
import { mostCounted, secondsSince } from './waiting';

/** How the relay stands: for /health, and for whatever collects figures. */
export interface RelayReading {
  /** What the relay of this process does. */
  readonly state: RelayState;
  /** What keeps it from Kafka. */
  readonly why?: string;
  /** On Kafka is everything up to here, whichever process published it. */
  readonly position: Position | undefined;
  /** Events that are not yet on Kafka. */
  readonly events: number;
  /** Whether they were not counted to the end. */
  readonly isMore: boolean;
  /** How long the first of them has been waiting; 0 with none. Seconds of the system's clock. */
  readonly seconds: number;
}

/** Tells how far the relay is behind the store. */
@Injectable()
export class RelayStatus {
  constructor(
    private readonly relay: Relay,
    private readonly pool: Pool,
    private readonly store: EventStore,
    private readonly clock: Clock,
    @Optional() measures?: MessagingMeasures,
    @Optional() health?: Relays,
  ) {
    measures?.watchRelay('kafka', () => this.read());
    health?.watch(relay.name, () => this.read());
  }

  async read(): Promise<RelayReading> {
    const position = await readRelayPosition(this.pool);
    const { events } = await this.store.readAll({ after: position, limit: mostCounted });
    return {
      state: this.relay.state,
      why: this.relay.why,
      position,
      events: events.length,
      isMore: events.length === mostCounted,
      seconds: secondsSince(this.clock, events[0]?.metadata.recordedAt),
    };
  }
}
