import { randomUUID } from 'node:crypto';
import { KafkaServer } from '../brokers/kafka-server';
import { withCouncilsHere } from '../stories/support/deployment';
import { runCommand } from '../support/built-app';
import { deploy } from './deployed';
import { held } from './global-setup';

/** Kept between set-up and tear-down, which are modules of one process. */
export const kafka = globalThis as { ttgKafkaOfServices?: KafkaServer };

/** The services with their relay, and readiness fed by Kafka: on KAFKA_BROKERS, or on a Kafka that is started for them. */
export default async (): Promise<void> => {
  if (!process.env.KAFKA_BROKERS) kafka.ttgKafkaOfServices = await KafkaServer.start();
  const env = {
    KAFKA_BROKERS: process.env.KAFKA_BROKERS ?? kafka.ttgKafkaOfServices?.brokers ?? '',
    KAFKA_TOPIC_PREFIX: `ttg-test-${randomUUID().slice(0, 8)}`,
  };
  const { exitCode, output } = await runCommand(env, 'topics', 'ensure');
  if (exitCode !== 0) throw new Error(`The topics could not be made:\n${output}`);
  held.ttgServices = await deploy({ ...withCouncilsHere, ...env, READINESS_FED_BY: 'kafka' });
  process.env.SERVICES_URL = held.ttgServices.url;
};
