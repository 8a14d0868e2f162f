import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';

/** Without a heartbeat for so long, the broker takes a consumer for gone. Milliseconds. */
const sessionTimeout = 10_000;
/** A fetch is answered when there is something; without, after this. So long it takes at most to know that we have joined. Milliseconds. */
const longestFetch = 1_000;
const partitions = 12;

export interface TailEvents {
  /** It reads from here on: of what was published before, it may have missed something. */
  readonly onJoined: () => void;
  /** Messages of one partition, in its order. */
  readonly onMessages: (messages: readonly KafkaMessage[]) => void;
}

/**
 * Reads a topic as it grows, all its partitions, from the moment at which it has joined. Nothing is committed at Kafka: who uses it
 * keeps in PostgreSQL, with the rows, how far it is. Resolves when the signal aborts.
 * @param group what the names of its consumer groups begin with: each process has one of its own, and so all partitions
 * @throws KafkaJSError when Kafka does not answer any more
 */
export const tailTopic = async (
  kafka: Kafka,
  { topic, group, signal }: { readonly topic: string; readonly group: string; readonly signal: AbortSignal },
  events: TailEvents,
): Promise<void> => {
  const consumer = kafka.consumer({
    groupId: `${group}.${randomUUID()}`,
    sessionTimeout,
    maxWaitTimeInMs: longestFetch,
    allowAutoTopicCreation: false,
    retry: { retries: 3, initialRetryTime: 100, restartOnFailure: async () => false },
  });
  tellOfJoining(consumer, events.onJoined);
  const ended = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  ended.catch(() => undefined);
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: false });
    const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => events.onMessages(batch.messages);
    await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: partitions, eachBatch });
    if (!signal.aborted) await ended;
  } finally {
    await consumer.disconnect();
  }
};

/** A consumer that has joined asks first where the topic ends: once a fetch was answered, it knows, and reads from there. */
const tellOfJoining = (consumer: Consumer, onJoined: () => void): void => {
  let isJoining = true;
  consumer.on(consumer.events.GROUP_JOIN, () => (isJoining = true));
  consumer.on(consumer.events.FETCH, () => {
    if (isJoining) onJoined();
    isJoining = false;
  });
};
