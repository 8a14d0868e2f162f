import { existsSync } from 'node:fs';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import { topicsOf } from '@ttg/messaging/topics/topics';
import { KafkaServer } from '../../../test/brokers/kafka-server';

/** A real Kafka. */
export interface Broker {
  /** What a service is told, where it has topics of that prefix. */
  settings(topicPrefix: string): NodeJS.ProcessEnv;
  /** Makes the topics of one installation: those of events and alerts, and those of the councils where they are told of something. */
  topics(topicPrefix: string, councils?: boolean): Promise<void>;
  /** Stops it and takes away what it wrote, where the bench started it. */
  stop(): Promise<void>;
}

/** @returns one as the tests start it, or that of KAFKA_BROKERS; or a sentence that says why there is none. */
export const startBroker = async (): Promise<Broker | string> => {
  if (!existsSync('/proc/self/stat')) return leftOut('What processes take is read from /proc, which is not here');
  const named = process.env.KAFKA_BROKERS;
  if (named) return at(named, async () => undefined);
  try {
    const server = await KafkaServer.start();
    return at(server.brokers, () => server.stop());
  } catch (error) {
    return leftOut(error instanceof Error ? error.message.replace(/\.$/, '') : 'There is no Kafka');
  }
};

const leftOut = (why: string): string => `without the services (${why})`;

const at = (brokers: string, stop: Broker['stop']): Broker => ({
  stop,
  settings: (topicPrefix) => ({ KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix }),
  topics: async (topicPrefix, councils = false) => {
    const all = topicsOf(topicPrefix);
    const kafka = openKafka({ brokers: brokers.split(','), clientId: 'ttg-bench', topicPrefix });
    await ensureTopics(kafka, councils ? all : all.slice(0, 2), { replication: 1 });
  },
});
