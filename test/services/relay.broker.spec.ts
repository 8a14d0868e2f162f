import { randomUUID } from 'node:crypto';
import { topicNames, topicsOf } from '@ttg/messaging';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import type { GssCode } from '@ttg/reference';
import { brokersOfThisRun } from '../brokers/relay-bed';
import { readTopic } from '../brokers/topic-reader';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { type Deployed, deploy } from './deployed';

jest.setTimeout(180_000);

let services: Deployed | undefined;
afterEach(() => services?.remove());

describe('the relay, as a service beside the others', () => {
  it('publishes what they write, and says through the entry how far it has come', async () => {
    const topicPrefix = `ttg-test-${randomUUID().slice(0, 8)}`;
    const kafka = openKafka({ brokers: brokersOfThisRun().split(','), clientId: 'ttg-test', topicPrefix });
    const answers = topicNames(topicPrefix).answers('E09000028' as GssCode);
    const topics = topicsOf(topicPrefix).filter(({ name }, index) => index < 2 || name === answers);
    await ensureTopics(kafka, topics, { replication: 1 });
    const deployed = await deploy({ KAFKA_BROKERS: brokersOfThisRun(), KAFKA_TOPIC_PREFIX: topicPrefix });
    services = deployed;
    const { personId } = await new ApiClient(deployed.url)
      .as('resettlement-bronzefield')
      .post('/api/v1/people/persons', {
        names: { first: 'Synthetic', last: 'Example' },
        dateOfBirth: '1990-04-01',
        prisonNumber: 'A9876ZY',
        synthetic: true,
      });
    await eventually(async () => {
      const reading: unknown = await (await fetch(`${deployed.url}/health/relay`)).json();
      expect(reading).toMatchObject({ events: 0, position: expect.any(String) as string });
    });
    const published = await readTopic(kafka, topicNames(topicPrefix).events);
    expect(published.map(({ key }) => key?.toString())).toContain(personId);
    // And beside it the housing service reads what councils answer.
    await eventually(async () => {
      const reading: unknown = await (await fetch(`${deployed.url}/health/councils`)).json();
      expect(reading).toMatchObject({ state: 'reading', refused: 0, failed: 0 });
    }, 20_000);
    expect(await (await fetch(`${deployed.url}/health/ready`)).json()).toMatchObject({
      status: 'up',
      services: { relay: { status: 'up' } },
    });
  });
});
