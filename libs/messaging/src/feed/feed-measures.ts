import { Injectable, Optional } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { EventStore, unreadableIn } from '@ttg/event-sourcing';
import { type GroupStanding, MessagingMeasures } from '@ttg/observability';
import { Pool } from 'pg';
import { readRelayPosition } from '../relay/relay-position';
import { mostCounted, secondsSince } from '../relay/waiting';
import { KafkaFedEventStore } from './kafka-fed-event-store';

type Told = Pick<KafkaFedEventStore, 'isReading' | 'toldUpTo'>;

/** Whether a service that is fed by Kafka is so now, and how far behind what the relay has published. */
@Injectable()
export class FeedMeasures {
  constructor(
    private readonly store: EventStore,
    private readonly pool: Pool,
    private readonly clock: Clock,
    @Optional() measures?: MessagingMeasures,
  ) {
    if (store instanceof KafkaFedEventStore) measures?.watchGroup(store.name, () => this.read(store));
  }

  async read({ isReading, toldUpTo: after }: Told): Promise<GroupStanding> {
    // Who reads the store meanwhile is measured by how far the projections are behind.
    if (!isReading) return { isReading };
    const published = await readRelayPosition(this.pool);
    // What was published before it read is the store's to tell.
    if (after === undefined || published === undefined) return { isReading, behind: { events: 0, seconds: 0 } };
    const { events } = await this.store.readAll({ after, limit: mostCounted });
    // What nobody can read is not published, and so does not come by the topic.
    const waiting = events.filter(
      (event) => this.store.comparePositions(event.position, published) <= 0 && !unreadableIn(event),
    );
    const seconds = secondsSince(this.clock, waiting[0]?.metadata.recordedAt);
    return { isReading, behind: { events: waiting.length, seconds } };
  }
}
