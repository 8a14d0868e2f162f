import { type PartitionMetadata, Partitioners } from 'kafkajs';
import { kafkaFault } from '../kafka/kafka-fault';
import { OtherwisePartitioned, partitionedAsDeclared } from './partitioning';
import { topicsOf } from './topics';

const topics = topicsOf('ttg');
const choose = partitionedAsDeclared(topics)();
const found = (count: number): PartitionMetadata[] =>
  Array.from({ length: count }, (_, partitionId) => ({
    ...{ partitionId, leader: 0, partitionErrorCode: 0 },
    ...{ replicas: [0], isr: [0] },
  }));
const message = { key: '00000000-0000-4000-8000-000000000001', value: '{}' };
const into = (topic: string, partitions: number) => ({ topic, partitionMetadata: found(partitions), message });

describe('the partition of a message', () => {
  it.each(topics.slice(0, 3))(
    'of $name is the one that any client of Kafka chooses by its key',
    ({ name, partitions }) => {
      const usual = Partitioners.DefaultPartitioner()(into(name, partitions));
      expect(choose(into(name, partitions))).toBe(usual);
      expect(usual).toBeLessThan(partitions);
    },
  );

  it.each(topics.slice(0, 3))(
    'of $name is none, where it has more partitions than are declared',
    ({ name, partitions }) => {
      expect(() => choose(into(name, partitions * 2))).toThrow(OtherwisePartitioned);
      expect(() => choose(into(name, partitions * 2))).toThrow(
        `${name} has ${partitions * 2} partitions and should have ${partitions}`,
      );
    },
  );

  it('is said to whoever keeps the system running', () =>
    expect(kafkaFault(new OtherwisePartitioned('ttg.events.v1', 24, 12))).toMatch(
      /^ttg\.events\.v1 has 24 partitions and should have 12: .* Nothing is published/,
    ));
});
