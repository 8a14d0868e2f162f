import { randomUUID } from 'node:crypto';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { brokersOfThisRun } from '../../../../test/brokers/relay-bed';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { openKafka } from '../kafka/open-kafka';
import { ensureTopics } from './ensure-topics';
import { topicsOf } from './topics';

jest.setTimeout(120_000);

describe('ttg topics ensure', () => {
  const topicPrefix = `ttg-test-${randomUUID()}`;
  const kafka = openKafka({ brokers: brokersOfThisRun().split(','), clientId: 'ttg-test', topicPrefix });
  const topics = topicsOf(topicPrefix);
  const [events] = topics;
  const eventsTopic = events?.name ?? '';
  let admin: Admin;

  const resource = { type: ConfigResourceTypes.TOPIC, name: eventsTopic };
  const alter = (value: string): Promise<unknown> =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ ...resource, configEntries: [{ name: 'retention.ms', value }] }],
    });
  const retention = async (): Promise<string | undefined> => {
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
    return resources[0]?.configEntries.find(({ configName }) => configName === 'retention.ms')?.configValue;
  };

  beforeAll(async () => {
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.deleteTopics({ topics: topics.map(({ name }) => name) });
    await admin.disconnect();
  });

  it('makes what is missing, on as many brokers as there are', async () => {
    const ensured = await ensureTopics(kafka, topics);
    expect(ensured).toMatchObject({ changed: [], unchanged: 0, replication: 1, otherwisePartitioned: [] });
    expect(ensured.created).toEqual(topics.map(({ name }) => name));
    const { topics: made } = await admin.fetchTopicMetadata({ topics: [eventsTopic] });
    expect(made[0]?.partitions).toHaveLength(12);
  });

  it('changes nothing when it is repeated', async () =>
    expect(await ensureTopics(kafka, topics)).toMatchObject({ created: [], changed: [], unchanged: topics.length }));

  it('gives a topic its settings again that somebody changed', async () => {
    await alter('1000');
    // What the controller has taken, a broker tells a moment later.
    await eventually(async () => expect(await retention()).toBe('1000'));
    expect(await ensureTopics(kafka, topics)).toMatchObject({ changed: [eventsTopic], unchanged: topics.length - 1 });
    await eventually(async () => expect(await retention()).toBe('-1'));
  });

  it('says so, and leaves it be, where a topic has another number of partitions', async () => {
    const other = topics.map((topic) => (topic.name === eventsTopic ? { ...topic, partitions: 24 } : topic));
    expect((await ensureTopics(kafka, other)).otherwisePartitioned).toEqual([
      { name: eventsTopic, has: 12, wants: 24 },
    ]);
    const { topics: standing } = await admin.fetchTopicMetadata({ topics: [eventsTopic] });
    expect(standing[0]?.partitions).toHaveLength(12);
  });
});
