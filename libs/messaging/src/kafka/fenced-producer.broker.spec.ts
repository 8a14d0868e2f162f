import type { Kafka } from 'kafkajs';
import { brokersOfThisRun, newTopics } from '../../../../test/brokers/relay-bed';
import { readTopic } from '../../../../test/brokers/topic-reader';
import { FencedProducer, ProducerFenced } from './fenced-producer';
import { openKafka } from './open-kafka';

jest.setTimeout(60_000);

describe('a fenced producer', () => {
  let kafka: Kafka;
  let topic: string;
  let id: string;
  const opened: FencedProducer[] = [];

  const open = async (): Promise<FencedProducer> => {
    const producer = await FencedProducer.open(kafka, id, []);
    opened.push(producer);
    return producer;
  };
  const one = (value: string) => [{ topic, messages: [{ key: 'case-1', value }] }];
  const read = async () => (await readTopic(kafka, topic)).map(({ value }) => value?.toString());

  beforeAll(async () => {
    const settings = await newTopics(brokersOfThisRun());
    kafka = openKafka(settings);
    topic = `${settings.topicPrefix}.events.v1`;
    id = settings.topicPrefix;
  });
  afterAll(async () => {
    for (const producer of opened) await producer.close();
  });

  it('publishes nothing any more once another was opened, and says why', async () => {
    const first = await open();
    await first.publish(one('first'));
    const second = await open();
    await expect(first.publish(one('late'))).rejects.toThrow(ProducerFenced);
    await second.publish(one('second'));
    await expect(first.publish(one('later'))).rejects.toThrow();
    expect(await read()).toEqual(['first', 'second']);
  });

  it('leaves nothing to be read of what it had not committed when another was opened', async () => {
    const half = kafka.producer({ transactionalId: id, maxInFlightRequests: 1 });
    await half.connect();
    const transaction = await half.transaction();
    await transaction.send({ topic, messages: [{ key: 'case-1', value: 'half' }] });
    await (await open()).publish(one('whole'));
    await half.disconnect();
    const values = await read();
    expect(values).toContain('whole');
    expect(values).not.toContain('half');
  });
});
