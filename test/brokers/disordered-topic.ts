import { setTimeout as wait } from 'node:timers/promises';
import type { EventStore, Position, StoredEvent } from '@ttg/event-sourcing';
import type { KafkaSettings } from '@ttg/messaging';
import { toMessage } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { topicNames } from '@ttg/messaging/topics/topics';
import { type Message, Partitioners, type Producer } from 'kafkajs';

/**
 * Publishes what is in a store as no relay would: each event perhaps, perhaps twice, or again later, in any order, between messages
 * that are no events of ours.
 */
export class DisorderedTopic {
  /** How many events were never published. */
  omitted = 0;
  private readonly producer: Producer;
  private readonly topic: string;
  private readonly before: Message[] = [];
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    settings: KafkaSettings,
    private readonly roll: () => number,
  ) {
    this.topic = topicNames(settings.topicPrefix).events;
    this.producer = openKafka(settings).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  async start(): Promise<void> {
    await this.producer.connect();
    this.running = this.publish();
  }

  /** Publishes the newest event, so that whoever reads hears of it, and sees what is missing before it. */
  async tellNewest(): Promise<void> {
    const { events } = await this.store.readAll({ limit: 100_000 });
    const [before, newest] = events.slice(-2);
    if (newest) await this.producer.send({ topic: this.topic, messages: [toMessage(newest, before?.position)] });
  }

  async end(): Promise<void> {
    this.ending.abort();
    await this.running;
    await this.producer.disconnect();
  }

  private async publish(): Promise<void> {
    let after: Position | undefined;
    while (!this.ending.signal.aborted) {
      const { events } = await this.store.readAll({ after, limit: 20 });
      if (events.length > 0) await this.producer.send({ topic: this.topic, messages: this.disordered(events, after) });
      after = events.at(-1)?.position ?? after;
      await wait(20);
    }
  }

  private disordered(events: readonly StoredEvent[], after: Position | undefined): Message[] {
    const messages = events.map((event, index) => toMessage(event, events[index - 1]?.position ?? after));
    const published = messages.filter(() => this.roll() > 0.1);
    this.omitted += messages.length - published.length;
    const twice = published.filter(() => this.roll() < 0.5);
    const again = this.before.filter(() => this.roll() < 0.05);
    this.before.push(...published);
    return this.shuffled([...published, ...twice, ...again, ...noEventsOfOurs(messages)]);
  }

  private shuffled(messages: readonly Message[]): Message[] {
    return messages
      .map((message) => ({ message, place: this.roll() }))
      .sort((a, b) => a.place - b.place)
      .map(({ message }) => message);
  }
}

/** Of others, or broken: nothing, text, a tombstone, an envelope without contents, positions that are none. */
const noEventsOfOurs = ([like]: readonly Message[]): Message[] => {
  const headers = like?.headers ?? {};
  return [
    { value: null },
    { key: 'case', value: 'no event' },
    { key: like?.key ?? null, value: null, headers },
    { key: 'case', value: '{}', headers: { ce_id: 'x', ce_type: 'other.thing' } },
    { key: like?.key ?? null, value: '{}', headers: { ...headers, ce_position: 'x' } },
    {
      key: like?.key ?? null,
      value: '{}',
      headers: { ...headers, ce_position: '9223372036854775806', ce_previous: '-' },
    },
  ];
};
