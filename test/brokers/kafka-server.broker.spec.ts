import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { KafkaServer } from './kafka-server';

jest.setTimeout(120_000);

describe('the Kafka of the tests', () => {
  it('has what it acknowledged after the power went', async () => {
    const server = await KafkaServer.start();
    try {
      const kafka = new Kafka({ brokers: [server.brokers], logLevel: logLevel.NOTHING });
      const [admin, producer] = [kafka.admin(), kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })];
      await Promise.all([admin.connect(), producer.connect()]);
      await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1, replicationFactor: 1 }] });
      await producer.send({ topic: 'kept', acks: -1, messages: [{ value: 'one' }, { value: 'two' }] });
      await server.kill();
      await server.restart();
      expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ partition: 0, offset: '2' }]);
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    } finally {
      await server.stop();
    }
  });
});
