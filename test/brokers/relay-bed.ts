import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { SystemClock } from '@ttg/calendar';
import { BackgroundLoops, type EventToAppend, isoInstant, type Position, type StoredEvent } from '@ttg/event-sourcing';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import type { KafkaSettings } from '@ttg/messaging';
import { fromMessage, previousOf } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { Relay } from '@ttg/messaging/relay/relay';
import { RelayStatus } from '@ttg/messaging/relay/relay-status';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import { topicNames, topicsOf } from '@ttg/messaging/topics/topics';
import { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { event } from '../../libs/event-sourcing/contract/fixtures';
import { readTopic } from './topic-reader';

// What goes wrong here is meant to.
Logger.overrideLogger(false);

/** A Kafka with topics of this test's own, but for those of the councils. */
export const newTopics = async (brokers: string): Promise<KafkaSettings> => {
  const topicPrefix = `ttg-test-${randomUUID()}`;
  const settings = { brokers: brokers.split(','), clientId: 'ttg-test', topicPrefix };
  await ensureTopics(openKafka(settings), topicsOf(topicPrefix).slice(0, 2), { replication: 1 });
  return settings;
};

/** The Kafka of this run. */
export const brokersOfThisRun = (): string => {
  const brokers = process.env.KAFKA_BROKERS;
  if (!brokers)
    throw new Error('KAFKA_BROKERS is not set: name the test *.broker.spec.ts, so that it is given a Kafka.');
  return brokers;
};

/** One process with a relay, on connections of its own. */
export interface RelayProcess {
  readonly store: PostgresEventStore;
  readonly pool: Pool;
  readonly relay: Relay;
  readonly status: RelayStatus;
  start(): void;
  stop(): Promise<void>;
}

/** Puts a process together as RelayModule does. It relays when it is started. */
export const openRelay = (databaseUrl: string, settings: KafkaSettings): RelayProcess => {
  const pool = new Pool({ connectionString: databaseUrl, max: 5 });
  pool.on('error', () => undefined);
  const store = new PostgresEventStore(pool);
  const [loops, leadership] = [new BackgroundLoops(), new Leadership(pool)];
  const relay = new Relay(loops, leadership, pool, store, settings);
  let isOpen = true;
  return {
    store,
    pool,
    relay,
    status: new RelayStatus(relay, pool, store, new SystemClock()),
    start: () => loops.start(),
    stop: async () => {
      if (!isOpen) return;
      isOpen = false;
      await loops.stop();
      await leadership.close();
      store.close();
      await pool.end();
    },
  };
};

/** @returns an event of a case, about nobody. */
export const eventOf = (caseId: string, data: EventToAppend['data'] = {}, type?: string): EventToAppend => {
  const made = event(data, type === undefined ? {} : { type });
  const recordedAt = isoInstant(Temporal.Now.instant());
  return { ...made, metadata: { ...made.metadata, recordedAt, caseId, personId: `person-of-${caseId}` } };
};

/** Appends events of some cases in turn, each case a stream. @returns their ids in the order of the store */
export const appendSome = async (store: PostgresEventStore, count: number, cases = 7): Promise<string[]> => {
  const after = await store.lastPosition();
  const appends = Array.from({ length: count }, (_, number) => {
    const caseId = `case-${number % cases}`;
    return store.append(`contract-${caseId}`, [eventOf(caseId, { number })], 'any');
  });
  await Promise.all(appends);
  const { events } = await store.readAll({ after, limit: count + 1 });
  return events.map(({ id }) => id);
};

/** What stands on the topic of events, for one who begins with the first; partition after partition. */
export const published = async (settings: KafkaSettings, topic: 'events' | 'alerts' = 'events'): Promise<Published> => {
  const messages = await readTopic(openKafka(settings), topicNames(settings.topicPrefix)[topic]);
  return messages.map((message) => ({
    partition: message.partition,
    key: message.key?.toString(),
    value: message.value?.toString(),
    event: fromMessage(message),
    previous: previousOf(message),
  }));
};

export type Published = readonly {
  readonly partition: number;
  readonly key: string | undefined;
  readonly value: string | undefined;
  readonly event: StoredEvent;
  /** The position of the event before it in the store. */
  readonly previous?: Position | undefined;
}[];

/** The ids in the order in which they first came, per key. */
export const firstsByKey = (messages: Published): Map<string, string[]> => {
  const byKey = new Map<string, Set<string>>();
  for (const { key = '', event: stored } of messages)
    byKey.set(key, (byKey.get(key) ?? new Set<string>()).add(stored.id));
  return new Map([...byKey].map(([key, ids]) => [key, [...ids]]));
};

/** What should stand on the topic: all of the store, per case in its order. */
export const storedByKey = async (store: PostgresEventStore): Promise<Map<string, string[]>> => {
  const byKey = new Map<string, string[]>();
  const { events } = await store.readAll({ limit: 1_000_000 });
  for (const { id, metadata } of events) {
    const key = metadata.caseId ?? metadata.personId;
    byKey.set(key, [...(byKey.get(key) ?? []), id]);
  }
  return byKey;
};
