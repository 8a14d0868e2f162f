import { Logger } from '@nestjs/common';
import { SystemClock } from '@ttg/calendar';
import type { EventStore, Position } from '@ttg/event-sourcing';
import type { KafkaSettings } from '@ttg/messaging';
import { Partitioners } from 'kafkajs';
import { subscriptionContract } from '../../../event-sourcing/contract/subscribing';
import {
  appendSome,
  brokersOfThisRun,
  newTopics,
  openRelay,
  type RelayProcess,
} from '../../../../test/brokers/relay-bed';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { toMessage } from '../cloud-events/event-message';
import { openKafka } from '../kafka/open-kafka';
import { topicNames } from '../topics/topics';
import { FeedMeasures } from './feed-measures';
import { KafkaFedEventStore } from './kafka-fed-event-store';

jest.setTimeout(60_000);

/** What a subscriber was given, and how often the store was asked for it. */
class Subscriber {
  readonly ids: string[] = [];
  private readonly ending = new AbortController();
  private readonly done: Promise<void>;

  constructor(store: EventStore, after?: Position) {
    this.done = this.follow(store, after);
  }

  async end(): Promise<void> {
    this.ending.abort();
    await this.done;
  }

  private async follow(store: EventStore, after: Position | undefined): Promise<void> {
    for await (const { events } of store.subscribe({ after, signal: this.ending.signal }))
      this.ids.push(...events.map(({ id }) => id));
  }
}

describe('an event store that is fed by Kafka', () => {
  let database: TestDatabase;
  let settings: KafkaSettings;
  let relay: RelayProcess;
  let asked: number;
  const opened: KafkaFedEventStore[] = [];
  const subscribers: Subscriber[] = [];

  /** A process of its own, with connections of its own; it counts how often it asks its store. */
  const open = (): KafkaFedEventStore => {
    const { store } = beside();
    const readAll = store.readAll.bind(store);
    store.readAll = (options) => {
      asked += 1;
      return readAll(options);
    };
    const fed = new KafkaFedEventStore(store, settings, 'test');
    opened.push(fed);
    return fed;
  };
  const processes: RelayProcess[] = [];
  const beside = (): RelayProcess => {
    const process = openRelay(database.appUrl, settings);
    processes.push(process);
    return process;
  };
  const follow = (store: EventStore, after?: Position): Subscriber => {
    const subscriber = new Subscriber(store, after);
    subscribers.push(subscriber);
    return subscriber;
  };
  /** Waits until what is new comes from Kafka and not from the store. */
  const live = async (subscriber: Subscriber): Promise<void> => {
    await eventually(async () => {
      const before = asked;
      const [id = ''] = await appendSome(relay.store, 1);
      await eventually(() => expect(subscriber.ids).toContain(id), 3_000);
      expect(asked).toBe(before);
    }, 30_000);
  };

  beforeEach(async () => {
    asked = 0;
    [database, settings] = await Promise.all([testDatabase(), newTopics(brokersOfThisRun())]);
    relay = beside();
    relay.start();
  });
  afterEach(async () => {
    for (const subscriber of subscribers.splice(0)) await subscriber.end();
    for (const fed of opened.splice(0)) await fed.close();
    for (const process of processes.splice(0)) await process.stop();
    await database.drop();
  });

  it('gives what was there from the store and what is new from Kafka, once and in order, without asking the store', async () => {
    const ids = await appendSome(relay.store, 30);
    const subscriber = follow(open());
    await eventually(() => expect(subscriber.ids).toEqual(ids));
    await live(subscriber);
    const before = asked;
    for (let round = 0; round < 10; round += 1) await appendSome(relay.store, 20);
    const { events } = await relay.store.readAll({ limit: 1_000 });
    await eventually(() => expect(subscriber.ids).toHaveLength(events.length));
    expect(subscriber.ids).toEqual(events.map(({ id }) => id));
    expect(asked).toBe(before);
  });

  it('says that Kafka feeds it, and that nothing published waits, and when it does not any more', async () => {
    const fed = open();
    const subscriber = follow(fed);
    await live(subscriber);
    const measures = new FeedMeasures(fed, relay.pool, new SystemClock());
    await eventually(async () =>
      expect(await measures.read(fed)).toEqual({ isReading: true, behind: { events: 0, seconds: 0 } }),
    );
    await fed.close();
    expect(await measures.read(fed)).toEqual({ isReading: false });
  });

  it('goes on from a position, and begins anew after it was closed, with nothing lost or repeated', async () => {
    const first = open();
    const one = follow(first);
    await live(one);
    await one.end();
    await first.close();
    const { upTo } = await relay.store.readAll({ limit: one.ids.length });
    await appendSome(relay.store, 20);
    const two = follow(open(), upTo);
    await live(two);
    const { events } = await relay.store.readAll({ limit: 1_000 });
    expect([...one.ids, ...two.ids]).toEqual(events.map(({ id }) => id));
  });

  it('takes no event from the topic that it was not sure of: what is no event, or missing there, is read from the store', async () => {
    const subscriber = follow(open());
    await live(subscriber);
    const [event] = (await relay.store.readAll({ limit: 1 })).events;
    await relay.stop();
    const producer = openKafka(settings).producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const topic = topicNames(settings.topicPrefix).events;
    const ofOurs = event ? toMessage(event) : { value: null };
    const headers = { ...ofOurs.headers, ce_position: String(2n ** 62n), ce_previous: 'nowhere' };
    const messages = [
      { key: 'case-1', value: 'no event', headers: { ce_id: 'x' } },
      { ...ofOurs, headers },
    ];
    const complaints = jest.spyOn(Logger.prototype, 'error');
    await producer.send({ topic, messages });
    // It says of both that it passed them over: neither waits for its turn.
    await eventually(() => expect(complaints).toHaveBeenCalledTimes(2));
    complaints.mockRestore();
    await producer.disconnect();
    // This one is published by nobody that is seen: the relay says that it was.
    const other = beside();
    await appendSome(other.store, 5);
    const position = await other.store.lastPosition();
    await other.pool.query('update relay.positions set position = $1', [position]);
    other.start();
    await appendSome(other.store, 5);
    const { events } = await other.store.readAll({ limit: 1_000 });
    await eventually(() => expect(subscriber.ids).toEqual(events.map(({ id }) => id)));
  });

  it('is told by the store, a moment later, while nobody relays', async () => {
    const lonely = { ...settings, brokers: ['127.0.0.1:1'] };
    const { store } = beside();
    const fed = new KafkaFedEventStore(store, lonely, 'test');
    opened.push(fed);
    const subscriber = follow(fed);
    for (let round = 0; round < 3; round += 1) {
      const [id = ''] = await appendSome(relay.store, 1);
      await eventually(() => expect(subscriber.ids).toContain(id), 5_000);
    }
  });

  describe('as every store', () => {
    let fed: EventStore;
    beforeEach(() => (fed = open()));
    subscriptionContract(() => fed);
  });
});
