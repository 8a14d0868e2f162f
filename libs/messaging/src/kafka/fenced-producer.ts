import { type Kafka, type Message, type Producer } from 'kafkajs';
import { partitionedAsDeclared } from '../topics/partitioning';
import type { Topic } from '../topics/topics';
import { letGo } from './in-time';
import { kafkaErrorType } from './kafka-error';
import { shortRetries } from './open-kafka';

/**
 * How long a transaction may stay open: of a producer that vanished. Whoever takes over ends it at once; without one, readers
 * of the topic wait this long. Milliseconds.
 */
const transactionTimeout = 30_000;

/** Another producer has taken over: nothing of ours is published any more. */
export class ProducerFenced extends Error {
  override readonly name = 'ProducerFenced';

  constructor() {
    super('Another producer has taken over.');
  }
}

export interface TopicMessages {
  readonly topic: string;
  readonly messages: readonly Message[];
}

/**
 * A producer of which there is one at a time: who opens one with the same id ends the one before, wherever it runs, and what
 * that one had not committed is never read. Each call to `publish` is a transaction.
 */
export class FencedProducer {
  private constructor(private readonly producer: Producer) {}

  /**
   * Opens it, and by that ends those opened before.
   * @param id the same in every process that does this work.
   * @param topics as they are declared: into one that stands otherwise nothing is sent
   */
  static async open(kafka: Kafka, id: string, topics: readonly Topic[]): Promise<FencedProducer> {
    // Not `idempotent`: that would take a second producer id, for what is sent outside of transactions. Inside, kafkajs numbers
    // all it sends, so that what is sent again after a lost answer is written once.
    const producer = kafka.producer({
      transactionalId: id,
      transactionTimeout,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: partitionedAsDeclared(topics),
      retry: shortRetries,
    });
    try {
      await producer.connect();
      // The first transaction takes the id over; an empty one costs nothing more.
      await (await producer.transaction()).abort();
    } catch (error) {
      await letGo(producer);
      throw error;
    }
    return new FencedProducer(producer);
  }

  /**
   * Publishes all or none. Messages of one partition are written in the order given, after those of earlier calls. When it throws,
   * it is not known which: close this producer and open another.
   * @throws ProducerFenced @throws OtherwisePartitioned
   */
  async publish(topicMessages: readonly TopicMessages[]): Promise<void> {
    const batch = topicMessages.map(({ topic, messages }) => ({ topic, messages: [...messages] }));
    try {
      const transaction = await this.producer.transaction();
      await transaction.sendBatch({ acks: -1, topicMessages: batch });
      await transaction.commit();
    } catch (error) {
      const type = kafkaErrorType(error);
      throw type === 'INVALID_PRODUCER_EPOCH' || type === 'INVALID_PRODUCER_ID_MAPPING' ? new ProducerFenced() : error;
    }
  }

  close(): Promise<void> {
    return letGo(this.producer);
  }
}
