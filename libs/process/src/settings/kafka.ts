import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { KafkaSettings } from '@ttg/messaging';
import { onOrOff } from './forms';
import { AreBrokers, MustStandWith } from './rules';

export const feeds = ['store', 'kafka'] as const;
export type Feed = (typeof feeds)[number];

/** What is published, where, and as whom. */
export class KafkaEnvironment {
  /** The Kafka that events are published to: its brokers, `host:port` with commas; none without. */
  @IsOptional()
  @AreBrokers()
  readonly KAFKA_BROKERS?: string;

  /** Whether it is spoken to over TLS. Certificates of one's own: NODE_EXTRA_CA_CERTS. */
  @Transform(onOrOff)
  @IsIn([true, false], { message: 'KAFKA_TLS must be on or off, and is "$value".' })
  readonly KAFKA_TLS: boolean = false;

  /** Who we are there, by SCRAM-SHA-512. */
  @IsOptional()
  @MustStandWith('KAFKA_PASSWORD')
  @MustStandWith('KAFKA_BROKERS')
  readonly KAFKA_USER?: string;

  /** The password of that user. */
  @IsOptional()
  @MustStandWith('KAFKA_USER')
  readonly KAFKA_PASSWORD?: string;

  /** What the names of topics begin with: another one where two installations share a Kafka. */
  @Matches(/^[a-z0-9][a-z0-9-]{0,30}$/, {
    message: 'KAFKA_TOPIC_PREFIX must be small letters, digits and hyphens, and is "$value".',
  })
  readonly KAFKA_TOPIC_PREFIX: string = 'ttg';

  /** Who tells the readiness service what is new: the store, or Kafka. Others ask the store. */
  @IsOptional()
  @IsIn(feeds, { message: `READINESS_FED_BY must be one of ${feeds.join(', ')}, and is "$value".` })
  @MustStandWith('KAFKA_BROKERS')
  readonly READINESS_FED_BY?: Feed;
}

export const kafkaFrom = (read: KafkaEnvironment): KafkaSettings | undefined => {
  const { KAFKA_BROKERS: brokers, KAFKA_USER: name, KAFKA_PASSWORD: password } = read;
  if (brokers === undefined) return undefined;
  return {
    brokers: brokers.split(','),
    clientId: 'through-the-gate',
    tls: read.KAFKA_TLS,
    topicPrefix: read.KAFKA_TOPIC_PREFIX,
    ...(name !== undefined && password !== undefined && { user: { name, password } }),
  };
};
