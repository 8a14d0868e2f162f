import startPostgres from '../postgres/global-setup';
import { KafkaServer } from './kafka-server';

declare global {
  /** The Kafka of this run of the tests, where it started one. */
  var ttgTestKafka: KafkaServer | undefined;
}

/**
 * Gives the broker suites a real Kafka beside PostgreSQL, by way of the environment: KAFKA_BROKERS. One that is set already is
 * used as it is: every test has topics of its own there.
 */
export default async (): Promise<void> => {
  if (!process.env.KAFKA_BROKERS) {
    globalThis.ttgTestKafka = await KafkaServer.start();
    process.env.KAFKA_BROKERS = globalThis.ttgTestKafka.brokers;
  }
  await startPostgres();
};
