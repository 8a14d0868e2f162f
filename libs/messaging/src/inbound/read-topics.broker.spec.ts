import { randomUUID } from 'node:crypto';
import { type Kafka, Partitioners, type Producer } from 'kafkajs';
import { brokersOfThisRun } from '../../../../test/brokers/relay-bed';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { openKafka } from '../kafka/open-kafka';
import { ensureTopics } from '../topics/ensure-topics';
import { type Arrived, type Reading, readTopics, type Taken } from './read-topics';

jest.setTimeout(60_000);

describe('topics that others write', () => {
  const topicPrefix = `ttg-test-${randomUUID().slice(0, 8)}`;
  const [one, two] = [`${topicPrefix}.one`, `${topicPrefix}.two`];
  let kafka: Kafka;
  let producer: Producer;
  let ending: AbortController;
  let reading: Promise<void> | undefined;
  /** How often it was told that there is nothing to read. */
  let none: number;

  const make = (...names: string[]) =>
    ensureTopics(
      kafka,
      names.map((name) => ({ name, partitions: 1, config: {} })),
      { replication: 1 },
    );
  const write = (topic: string, ...values: string[]) =>
    producer.send({ topic, messages: values.map((value) => ({ value })) });
  const read = (take: (arrived: Arrived) => Promise<Taken>, from: Reading['from'] = () => undefined): void => {
    const how = { group: `${topicPrefix}.reader`, from, signal: ending.signal, lookEvery: 200 };
    none = 0;
    reading = readTopics(kafka, { topics: [one, two], ...how, onNone: () => (none += 1) }, take);
    reading.catch(() => undefined);
  };
  const textOf = ({ topic, message }: Arrived): string => `${topic.split('.').at(-1)} ${message.value?.toString()}`;

  beforeAll(async () => {
    kafka = openKafka({ brokers: brokersOfThisRun().split(','), clientId: 'ttg-test', topicPrefix });
    producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
  });
  beforeEach(() => (ending = new AbortController()));
  afterEach(async () => {
    ending.abort();
    await reading?.catch(() => undefined);
  });
  afterAll(() => producer.disconnect());

  it('are read from the beginning, those too that are made while others are read', async () => {
    const taken: string[] = [];
    read(async (arrived) => {
      taken.push(textOf(arrived));
      return 'taken';
    });
    await eventually(() => expect(none).toBe(1), 20_000);
    await make(one);
    await write(one, 'a', 'b');
    await eventually(() => expect(taken).toEqual(['one a', 'one b']), 20_000);
    await make(two);
    await write(two, 'c');
    await eventually(() => expect(taken).toContain('two c'), 20_000);
  });

  it('are read on from where the caller is; one whose message must wait stands still, and no other', async () => {
    const taken: string[] = [];
    let isReady = false;
    const take = async (arrived: Arrived): Promise<Taken> => {
      if (arrived.topic === one && !isReady) return 'later';
      taken.push(textOf(arrived));
      return 'taken';
    };
    read(take, (topic) => (topic === one ? '1' : undefined));
    await eventually(() => expect(taken).toEqual(['two c']), 20_000);
    await write(two, 'd');
    await eventually(() => expect(taken).toEqual(['two c', 'two d']), 20_000);
    isReady = true;
    await eventually(() => expect(taken).toEqual(['two c', 'two d', 'one b']), 20_000);
  });

  it('end with what is thrown, for the caller to begin again', async () => {
    const fault = new Error('Synthetic');
    read(() => Promise.reject(fault));
    await expect(reading).rejects.toBe(fault);
  });
});
