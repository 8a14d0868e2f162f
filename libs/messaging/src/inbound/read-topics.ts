import { randomUUID } from 'node:crypto';
import { pause } from '@ttg/event-sourcing';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { inTime, letGo } from '../kafka/in-time';

/** Without a heartbeat for so long, the broker takes a consumer for gone. Milliseconds. */
const sessionTimeout = 10_000;
const beatEvery = 3_000;
/** A fetch is answered when there is something; without, after this. Milliseconds. */
const longestFetch = 1_000;
/** Topics that are read side by side: one that is slow keeps no other waiting, and few connections are taken at once. */
const atOnce = 4;
/** How long a partition stands still when nothing can be done with its next message. Milliseconds. */
const restFor = 1_000;
/** A broker that takes so long to answer is away. Milliseconds. */
const longest = 15_000;
/** And so long when all is to end. Milliseconds. */
const grace = 500;
/** How often it is asked whether topics were made that there were not. Milliseconds. */
const usualLook = 30_000;

/** A message where it stands. */
export interface Arrived {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
  /** How many stand behind it in its partition, as far as is known. */
  readonly behind: number;
}

/** `later`: nothing can be done with it now. It comes again; its partition waits meanwhile, and no other. */
export type Taken = 'taken' | 'later';

export interface Reading {
  /** Those of them that there are; one that is made later is found. */
  readonly topics: readonly string[];
  /** What the names of its consumer groups begin with: each reading has one of its own. */
  readonly group: string;
  /** @returns where to go on in a partition; nothing where it was never read */
  readonly from: (topic: string, partition: number) => string | undefined;
  readonly signal: AbortSignal;
  /** To be told that it reads. */
  readonly onJoined?: () => void;
  /** To be told that there is none of them, or none that we may see. */
  readonly onNone?: () => void;
  /** Milliseconds; for tests. */
  readonly lookEvery?: number;
}

/**
 * Reads topics from where the caller says, each partition in its order, until the signal aborts. Nothing is committed at Kafka: the
 * caller keeps how far it is with what it makes of the messages, and is given some of them again after any break.
 * @param take what is done with a message; what it throws ends the reading
 * @throws KafkaJSError, or TookTooLong, when Kafka does not answer any more
 */
export const readTopics = async (
  kafka: Kafka,
  reading: Reading,
  take: (arrived: Arrived) => Promise<Taken>,
): Promise<void> => {
  const { signal, lookEvery = usualLook } = reading;
  const admin = kafka.admin();
  try {
    await inTime(admin.connect(), { longest, signal, grace });
    while (!signal.aborted) {
      const topics = await existing(admin, reading.topics, signal);
      if (topics.length === 0) reading.onNone?.();
      const ending = new AbortController();
      const both = AbortSignal.any([signal, ending.signal]);
      const others = untilOthers(admin, reading.topics, { topics, signal: both, lookEvery });
      const round = topics.length > 0 ? readThese(kafka, { ...reading, topics, signal: both }, take) : others;
      try {
        await Promise.race([round, others]);
      } finally {
        ending.abort();
        await Promise.allSettled([round, others]);
      }
    }
  } finally {
    await letGo(admin);
  }
};

const existing = async (admin: Admin, wanted: readonly string[], signal: AbortSignal): Promise<readonly string[]> => {
  const there = new Set(await inTime(admin.listTopics(), { longest, signal, grace }));
  return wanted.filter((topic) => there.has(topic));
};

/** Resolves when there are others than there were. */
const untilOthers = async (
  admin: Admin,
  wanted: readonly string[],
  { topics, signal, lookEvery }: Required<Pick<Reading, 'topics' | 'signal' | 'lookEvery'>>,
): Promise<void> => {
  while (!signal.aborted) {
    await pause(lookEvery, signal);
    if (!signal.aborted && (await existing(admin, wanted, signal)).join() !== topics.join()) return;
  }
};

const readThese = async (
  kafka: Kafka,
  { topics, group, from, signal, onJoined }: Reading,
  take: (arrived: Arrived) => Promise<Taken>,
): Promise<void> => {
  const consumer = kafka.consumer({
    groupId: `${group}.${randomUUID()}`,
    sessionTimeout,
    maxWaitTimeInMs: longestFetch,
    allowAutoTopicCreation: false,
    retry: { retries: 3, initialRetryTime: 100, restartOnFailure: async () => false },
  });
  // Whoever has joined, or has joined again, goes on where the caller is: before the first fetch, and not at the beginning.
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    for (const [topic, partitions] of Object.entries(payload.memberAssignment))
      for (const partition of partitions) seek(consumer, topic, partition, from(topic, partition));
    onJoined?.();
  });
  const ending = new AbortController();
  let fails: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    fails = reject;
    signal.addEventListener('abort', () => resolve(), { signal: ending.signal });
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  const eachBatch = (payload: EachBatchPayload): Promise<void> => takeBatch(payload, signal, take).catch(fails);
  const round = (async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    if (signal.aborted) return;
    await consumer.run({
      ...{ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: atOnce },
      eachBatch,
    });
    await ended;
  })();
  try {
    // Whoever is to end does not wait for a broker that stands still.
    await Promise.race([round, ended]);
  } finally {
    ending.abort();
    round.catch(() => undefined);
    await letGo(consumer);
  }
};

const seek = (consumer: Consumer, topic: string, partition: number, offset: string | undefined): void => {
  if (offset !== undefined) consumer.seek({ topic, partition, offset });
};

const takeBatch = async (
  payload: EachBatchPayload,
  signal: AbortSignal,
  take: (arrived: Arrived) => Promise<Taken>,
): Promise<void> => {
  const { batch } = payload;
  const { topic, partition, messages, highWatermark } = batch;
  // What is done with one message may take as long as a database that is busy.
  const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), beatEvery);
  try {
    for (const message of messages) {
      if (signal.aborted || !payload.isRunning() || payload.isStale()) return;
      const behind = Math.max(0, Number(highWatermark) - 1 - Number(message.offset));
      if ((await take({ topic, partition, message, behind })) === 'later') {
        const goOn = payload.pause();
        // The connection may be gone by then.
        void pause(restFor, signal).then(() => (signal.aborted ? undefined : goOn()));
        return;
      }
      payload.resolveOffset(message.offset);
    }
    payload.resolveOffset(batch.lastOffset());
  } finally {
    clearInterval(beat);
  }
};
