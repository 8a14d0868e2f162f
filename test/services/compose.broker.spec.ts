import { randomUUID } from 'node:crypto';
import { topicNames, topicsOf } from '@ttg/messaging';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { brokersOfThisRun } from '../brokers/relay-bed';
import { readTopic } from '../brokers/topic-reader';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { Composed } from './composed';

jest.setTimeout(300_000);

/** What has to do with Kafka, and what is done once before it. All others are started by compose.e2e.spec.ts. */
const onKafka = ['keys', 'migrate', 'women', 'topics', 'housing', 'relay'];
const kafka = { brokers: brokersOfThisRun(), topicPrefix: `ttg-test-${randomUUID().slice(0, 8)}` };
const client = openKafka({ ...kafka, brokers: kafka.brokers.split(','), clientId: 'ttg-test' });

let database: TestDatabase;
let composed: Composed;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  composed = new Composed(database, kafka);
});
afterAll(async () => {
  await composed.stop();
  const admin = client.admin();
  await admin.connect();
  // They are many, for the suites after this one; where it takes too long, they go with the broker.
  await admin.deleteTopics({ topics: topicsOf(kafka.topicPrefix).map(({ name }) => name) }).catch(() => undefined);
  await admin.disconnect();
  await database.drop();
});

describe('the processes of docker-compose.yml that speak to Kafka, with its environment', () => {
  const answerOf = async (name: string, path: string): Promise<unknown> =>
    (await fetch(`${composed.running.get(name)?.url ?? ''}${path}`)).json();

  it('come up on a Kafka without a topic: those are made first', async () => {
    await composed.start((name) => onKafka.includes(name));
    expect([...composed.running.keys()].sort()).toEqual(['housing', 'relay']);
    for (const name of composed.running.keys())
      await eventually(
        async () => expect([name, await answerOf(name, '/health/ready')]).toMatchObject([name, { status: 'up' }]),
        60_000,
      );
  });

  it('publish what was written before, and read what councils answer', async () => {
    await eventually(
      async () => expect(await answerOf('relay', '/health/relay')).toMatchObject({ state: 'relaying', events: 0 }),
      60_000,
    );
    await eventually(
      async () => expect(await answerOf('housing', '/health/councils')).toMatchObject({ state: 'reading' }),
      60_000,
    );
    expect((await readTopic(client, topicNames(kafka.topicPrefix).events)).length).toBeGreaterThan(0);
  });
});
