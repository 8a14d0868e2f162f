import { type ICustomPartitioner, KafkaJSNonRetriableError, Partitioners } from 'kafkajs';
import type { Topic } from './topics';

/** A topic has another number of partitions than is declared: somebody has added some. */
export class OtherwisePartitioned extends KafkaJSNonRetriableError {
  override readonly name = 'OtherwisePartitioned';

  constructor(topic: string, has: number, wants: number) {
    super(
      `${topic} has ${has} partitions and should have ${wants}: a case would go on in another one than where it began, and its order be lost. Nothing is published until there is a topic with ${wants}.`,
    );
  }
}

/**
 * Chooses the partition of a message by its key, as kafkajs does, which reckons with as many partitions as it finds: so it is looked at for each
 * message how many it has found, and none is sent into a topic that is not as declared.
 * @throws OtherwisePartitioned for each message, before anything of its batch is sent
 */
export const partitionedAsDeclared = (topics: readonly Topic[]): ICustomPartitioner => {
  const declared = new Map(topics.map(({ name, partitions }) => [name, partitions]));
  return () => {
    const choose = Partitioners.DefaultPartitioner();
    return (message) => {
      const [has, wants] = [message.partitionMetadata.length, declared.get(message.topic)];
      if (wants !== undefined && has !== wants) throw new OtherwisePartitioned(message.topic, has, wants);
      return choose(message);
    };
  };
};
