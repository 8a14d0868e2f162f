import type { Logger } from '@nestjs/common';
import { kafkaErrorClass } from './kafka-error';
import { kafkaFault } from './kafka-fault';

/**
 * Whether Kafka takes us. What keeps us from it is said once for each reason, not at each attempt, and once when it is over:
 * an hour without Kafka is not said every five seconds.
 */
export class KafkaStanding {
  private current: string | undefined;

  constructor(private readonly logger: Logger) {}

  /** What is wrong, in a sentence that anybody may read; nothing while all is well. */
  get why(): string | undefined {
    return this.current;
  }

  /** To be told of every failure. @param meanwhile what becomes of the work: a sentence */
  failed(error: unknown, meanwhile: string): void {
    const why = kafkaFault(error) ?? 'Kafka does not answer.';
    if (why !== this.current) this.logger.warn(`${why} ${meanwhile} (${kafkaErrorClass(error)})`);
    this.current = why;
  }

  /** To be told of every success. @param now what goes on: a sentence */
  well(now: string): void {
    if (this.current !== undefined) this.logger.warn(`Kafka is back: ${now}`);
    this.current = undefined;
  }
}
