import { Logger } from '@nestjs/common';
import { Kafka, logLevel, type LogEntry, type RetryOptions } from 'kafkajs';
import { letIdleConnectionsRest } from './idle-connections';
import type { KafkaSettings } from './kafka-settings';

/** Retries are short and few: whoever uses a connection knows better what to do next, and when to say so. */
export const shortRetries: RetryOptions = { initialRetryTime: 5, multiplier: 2, maxRetryTime: 500, retries: 8 };

/** A broker that does not take a connection in this time is away. Milliseconds. */
const connectionTimeout = 3_000;
/** One that does not answer in this time is, too: it may be frozen, with its connections open. Milliseconds. */
const requestTimeout = 10_000;

/** @returns Kafka as all of ours use it. Nothing is connected yet. */
export const openKafka = ({ brokers, clientId, tls, user }: KafkaSettings): Kafka => {
  letIdleConnectionsRest();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ssl: tls ?? false,
    ...(user && { sasl: { mechanism: 'scram-sha-512', username: user.name, password: user.password } }),
    retry: shortRetries,
    connectionTimeout,
    requestTimeout,
    enforceRequestTimeout: true,
    logLevel: logLevel.INFO,
    logCreator: () => write,
  });
};

const logger = new Logger('Kafka');

/** Whatever goes wrong is thrown as well, and said by whoever it stops: what kafkajs says of it is for those who look closer. */
const write = ({ namespace, log }: LogEntry): void => {
  const { message, error, broker } = log as Partial<Record<'message' | 'error' | 'broker', string>>;
  logger.debug([namespace, broker, message, error].filter((part) => part !== undefined && part !== '').join(' '));
};
