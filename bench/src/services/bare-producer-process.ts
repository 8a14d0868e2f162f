import { Logger } from '@nestjs/common';
import type { Position } from '@ttg/event-sourcing';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { inParts, type Part, routed } from '@ttg/messaging/relay/routes';
import { topicNames } from '@ttg/messaging/topics/topics';
import { Partitioners, type TopicMessages } from 'kafkajs';
import { timed } from '../frame/timing';

/** As the relay reads them. */
const batchSize = 1_000;

interface Errand {
  readonly url: string;
  readonly KAFKA_BROKERS: string;
  readonly KAFKA_TOPIC_PREFIX: string;
}

interface Batch {
  readonly events: number;
  readonly messages: TopicMessages[];
}

/**
 * A process that sends what the relay would publish, made ready before: kafkajs' idempotent producer, acknowledged as the relay's is,
 * without transactions and without a position to store. Prints events a second after the first batch.
 */
const main = async (errand: Errand): Promise<void> => {
  const [brokers, topicPrefix] = [errand.KAFKA_BROKERS.split(','), errand.KAFKA_TOPIC_PREFIX];
  const [first, ...others] = await batchesOf(errand.url, topicPrefix);
  const producer = openKafka({ brokers, clientId: 'ttg-bench', topicPrefix }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const send = (batch?: Batch) => producer.sendBatch({ acks: -1, topicMessages: batch?.messages ?? [] });
  await producer.connect();
  await send(first);
  const milliseconds = await timed(async () => {
    for (const batch of others) await send(batch);
  });
  await producer.disconnect();
  const events = others.reduce((sum, batch) => sum + batch.events, 0);
  process.stdout.write(String((events / milliseconds) * 1000));
};

const sendable = (part: Part, topicPrefix: string): TopicMessages[] =>
  routed(part, topicNames(topicPrefix)).map(({ topic, messages }) => ({ topic, messages: [...messages] }));

const batchesOf = async (url: string, topicPrefix: string): Promise<readonly Batch[]> => {
  const pool = openPool(url);
  const store = new PostgresEventStore(pool);
  const batches: Batch[] = [];
  let after: Position | undefined;
  for (;;) {
    const { events } = await store.readAll({ after, limit: batchSize });
    for (const part of inParts(events, after).parts)
      batches.push({ events: part.length, messages: sendable(part, topicPrefix) });
    after = events.at(-1)?.position;
    if (events.length < batchSize) break;
  }
  store.close();
  await pool.end();
  return batches;
};

// What it prints is the figure alone.
Logger.overrideLogger(false);
main(JSON.parse(process.argv[2] ?? '{}') as Errand).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
