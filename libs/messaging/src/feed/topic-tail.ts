import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { letGo, TookTooLong } from '../kafka/in-time';

/** Without a heartbeat for so long, the broker takes a consumer for gone. Milliseconds. */
const sessionTimeout = 10_000;
/** A fetch is answered when there is something; without, after this. So long it takes at most to know that we have joined. Milliseconds. */
const longestFetch = 1_000;
/** No fetch was answered for so long: the connection stands, and nothing comes through. Milliseconds. */
const longestSilence = 5_000;
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
 * @throws KafkaJSError, or TookTooLong, when Kafka does not answer any more
 */
export const tailTopic = async (
  kafka: Kafka,
  { topic, group, signal }: { readonly topic: string; readonly group: string; readonly signal: AbortSignal },
  events: TailEvents,
): Promise<void> => {
  if (signal.aborted) return;
  const consumer = kafka.consumer({
    groupId: `${group}.${randomUUID()}`,
    sessionTimeout,
    maxWaitTimeInMs: longestFetch,
    allowAutoTopicCreation: false,
    retry: { retries: 3, initialRetryTime: 100, restartOnFailure: async () => false },
  });
  tellOfJoining(consumer, events.onJoined);
  const ending = new AbortController();
  const ended = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { signal: ending.signal });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    tellOfSilence(consumer, ending.signal, () => reject(new TookTooLong()));
  });
  const reading = (async () => {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: false });
    if (signal.aborted) return letGo(consumer);
    const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => events.onMessages(batch.messages);
    await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: partitions, eachBatch });
    await ended;
  })();
  try {
    // Whoever is to end does not wait for a broker that stands still.
    await Promise.race([reading, ended]);
  } finally {
    ending.abort();
    reading.catch(() => undefined);
    await letGo(consumer);
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

/** Once fetches are answered, they go on being answered, with nothing or with something. kafkajs itself waits much longer for it. */
const tellOfSilence = (consumer: Consumer, ending: AbortSignal, onSilence: () => void): void => {
  let waiting: NodeJS.Timeout | undefined;
  consumer.on(consumer.events.FETCH, () => {
    clearTimeout(waiting);
    if (!ending.aborted) waiting = setTimeout(onSilence, longestSilence);
  });
  ending.addEventListener('abort', () => clearTimeout(waiting), { once: true });
};
