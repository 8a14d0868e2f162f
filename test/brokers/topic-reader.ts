import { randomUUID } from 'node:crypto';
import { type Kafka, type KafkaMessage, Partitioners } from 'kafkajs';

export type Read = KafkaMessage & { readonly partition: number };

/** What marks the end of what is to be read, in every partition. */
const endMark = 'the-end';

/**
 * All that a reader of a topic gets who begins with the first message, each partition in its order. It ends at a mark that is
 * written into every partition now: what came before it is in the answer.
 */
export const readTopic = async (kafka: Kafka, topic: string): Promise<Read[]> => {
  const mark = randomUUID();
  const partitions = await markEnd(kafka, topic, mark);
  const consumer = kafka.consumer({ groupId: `ttg-test-${randomUUID()}`, sessionTimeout: 10_000 });
  const read: Read[] = [];
  // By partition: whoever begins again after a break reads a mark twice.
  const ended = new Set<number>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    // Its first questions may come before the broker is ready: it begins again by itself.
    consumer.on(consumer.events.CRASH, ({ payload }) => (payload.restart ? undefined : reject(payload.error)));
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          if (message.key?.toString() !== endMark) read.push({ ...message, partition });
          else if (message.value?.toString() === mark) ended.add(partition);
          if (ended.size === partitions) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return read;
};

const markEnd = async (kafka: Kafka, topic: string, mark: string): Promise<number> => {
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await Promise.all([admin.connect(), producer.connect()]);
  const partitions = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions ?? [];
  const messages = partitions.map(({ partitionId }) => ({ partition: partitionId, key: endMark, value: mark }));
  await producer.send({ topic, acks: -1, messages });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
  return partitions.length;
};
