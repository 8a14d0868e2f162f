import { Inject, Injectable, Optional } from '@nestjs/common';
import { BackgroundLoops, type EventBatch, EventStore, type Position, type UnreadableEvent } from '@ttg/event-sourcing';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import { EventTraces } from '@ttg/observability';
import { Pool } from 'pg';
import { kafkaSettings, type KafkaSettings } from '../kafka/kafka-settings';
import { relayTransactionalId } from '../topics/acls';
import { topicNames, type TopicNames } from '../topics/topics';
import { type Publish, Publishing, type Turn } from './publishing';
import { type RelayLease, storePosition, takeLease } from './relay-position';
import { inParts, routed } from './routes';

/** Events read at a time: what is published together, and as many again that were read meanwhile, is all that is in memory. */
const batchSize = 1_000;
/** Of events that are left out together, so many are named in the log. */
const mostNamed = 20;

/**
 * Publishes every event of the store to Kafka, in the order of the store: each batch a transaction, and after it the position.
 * Where it breaks off between the two, the batch comes again, with the same event ids.
 */
@Injectable()
export class Relay extends Publishing {
  readonly name = 'relay';
  protected readonly transactionalId: string;
  private readonly topics: TopicNames;

  constructor(
    loops: BackgroundLoops,
    leadership: Leadership,
    private readonly pool: Pool,
    private readonly store: EventStore,
    @Inject(kafkaSettings) settings: KafkaSettings,
    @Optional() private readonly traces?: EventTraces,
  ) {
    super(loops, leadership, settings);
    this.topics = topicNames(settings.topicPrefix);
    this.transactionalId = relayTransactionalId(settings.topicPrefix);
  }

  protected async publishAll({ leads, openProducer, goesWell }: Turn): Promise<void> {
    // From here on nobody else stores a position, and from the next line on nobody else publishes.
    const lease = await takeLease(this.pool);
    const publish = await openProducer();
    let at = lease.position;
    for await (const batch of ahead(this.store, at, leads, goesWell)) {
      await this.publishBatch(publish, lease, { ...batch, after: at }, leads);
      at = batch.upTo ?? at;
      goesWell();
    }
  }

  private async publishBatch(
    publish: Publish,
    lease: RelayLease,
    { events, upTo, after }: Following,
    leads: AbortSignal,
  ): Promise<void> {
    const { parts, leftOut } = inParts(events, after);
    if (leftOut.length > 0) this.logger.error(notPublished(leftOut));
    let stored: Position | undefined;
    for (const part of parts) {
      if (leads.aborted) return;
      const began = performance.now();
      await publish(routed(part, this.topics));
      this.traces?.done({ name: 'relay', events: part.map(({ event }) => event), began, ended: performance.now() });
      stored = part.at(-1)?.event.position;
      if (stored !== undefined) await storePosition(this.pool, lease, stored);
    }
    if (upTo !== undefined && upTo !== stored) await storePosition(this.pool, lease, upTo);
  }
}

/** The first of them as it says itself, and the others by their ids. */
const notPublished = ([first, ...others]: readonly UnreadableEvent[]): string => {
  const named = others.slice(0, mostNamed).map(({ eventId }) => eventId);
  const more = others.length > mostNamed ? [`and ${others.length - mostNamed} more`] : [];
  const alike = others.length > 0 ? ` So are ${[...named, ...more].join(', ')}.` : '';
  return `Not published: ${first?.message}${alike}`;
};

/** A batch, and where it begins. */
interface Following extends EventBatch {
  readonly after: Position | undefined;
}

/**
 * What comes after a position, one batch read while the one before is published.
 * @param onNothing called when there was nothing to publish at first
 */
async function* ahead(
  store: EventStore,
  after: Position | undefined,
  signal: AbortSignal,
  onNothing: () => void,
): AsyncGenerator<EventBatch> {
  // The subscription has an end of its own: it is left also where the application goes on.
  const ending = new AbortController();
  let isSome = false;
  const onCaughtUp = (): void => (isSome ? undefined : onNothing());
  const both = AbortSignal.any([signal, ending.signal]);
  const batches = store.subscribe({ after, batchSize, onCaughtUp, signal: both })[Symbol.asyncIterator]();
  try {
    let next = batches.next();
    for (;;) {
      const batch = await next;
      if (batch.done || signal.aborted) return;
      isSome = true;
      next = batches.next();
      // Whatever becomes of it is seen by whoever awaits it.
      next.catch(() => undefined);
      yield batch.value;
    }
  } finally {
    ending.abort();
    await batches.return?.();
  }
}
