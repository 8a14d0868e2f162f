import { kafkaErrorType } from '@ttg/messaging/kafka/kafka-error';
import { type Admin, type Kafka, Partitioners, type Producer } from 'kafkajs';

/** Does something as an administrator of topics and groups, whoever the client is. */
export const administering = async <T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

export const producing = async <T>(kafka: Kafka, work: (producer: Producer) => Promise<T>): Promise<T> => {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
};

/** @returns the text of the first message of a topic that has one. @throws what kept it from being read */
export const firstOf = async (kafka: Kafka, topic: string, groupId: string): Promise<string | undefined> => {
  const consumer = kafka.consumer({ groupId, retry: { retries: 0, restartOnFailure: async () => false } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    return await new Promise((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const eachMessage = async ({ message }: { message: { value: Buffer | null } }): Promise<void> =>
        resolve(message.value?.toString());
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
};

/** @returns what Kafka calls it where it does not let somebody do something; nothing where it does. @throws whatever else went wrong */
export const refusalOf = async (attempt: Promise<unknown>): Promise<string | undefined> => {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    const name = kafkaErrorType(error) ?? (error instanceof Error ? error.name : '');
    // Who may not be in a group is not told so by kafkajs: it finds nobody who coordinates it.
    if (name.endsWith('_AUTHORIZATION_FAILED') || name === 'KafkaJSGroupCoordinatorNotFound') return name;
    throw error;
  }
};
