import { randomUUID } from 'node:crypto';
import { topicNames, topicsOf } from '@ttg/messaging';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import type { CasePage } from '@ttg/readiness/board/board-view';
import { Temporal } from 'temporal-polyfill';
import { administering } from '../brokers/as-user';
import { brokersOfThisRun } from '../brokers/relay-bed';
import { readTopic } from '../brokers/topic-reader';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { Composed } from './composed';

jest.setTimeout(300_000);

const brokers = brokersOfThisRun();
// The Kafka of a run is shared: topics of the file's own would be those of every test.
const topicPrefix = `ttg-test-${randomUUID().slice(0, 8)}`;
const kafka = openKafka({ brokers: brokers.split(','), clientId: 'ttg-test', topicPrefix });
const names = topicNames(topicPrefix);

let database: TestDatabase;
let composed: Composed;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  const dotEnv = { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix, READINESS_FED_BY: 'kafka' };
  composed = new Composed(database, dotEnv);
});
afterAll(async () => {
  await composed.stop();
  const topics = topicsOf(topicPrefix).map(({ name }) => name);
  // They are many, for the suites after this one; where it takes too long, they go with the broker.
  await administering(kafka, (admin) => admin.deleteTopics({ topics }).catch(() => undefined));
  await database.drop();
});

describe('the processes of docker-compose.yml on a Kafka, with its environment and what .env says of Kafka', () => {
  const url = (): string => composed.running.get('entry')?.url ?? '';
  const answerOf = async (path: string): Promise<unknown> => (await fetch(`${url()}${path}`)).json();

  it('come up on a Kafka without a topic: those are made first', async () => {
    await composed.start();
    const services = ['custody', 'health', 'housing', 'readiness', 'relay'];
    expect([...composed.running.keys()].sort()).toEqual([...services, 'entry'].sort());
    const up = Object.fromEntries(services.map((name) => [name, { status: 'up' }]));
    await eventually(
      async () => expect(await answerOf('/health/ready')).toMatchObject({ status: 'up', services: up }),
      60_000,
    );
  });

  it('publish what was written before, and read what councils answer', async () => {
    await eventually(
      async () => expect(await answerOf('/health/relay')).toMatchObject({ state: 'relaying', events: 0 }),
      60_000,
    );
    await eventually(
      async () => expect(await answerOf('/health/councils')).toMatchObject({ state: 'reading' }),
      60_000,
    );
    expect((await readTopic(kafka, names.events)).length).toBeGreaterThan(0);
  });

  it('feed readiness from Kafka, as .env says', () =>
    eventually(async () => {
      const { groups } = await administering(kafka, (admin) => admin.listGroups());
      const readers = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(`${topicPrefix}.readiness.`));
      expect(readers).toHaveLength(1);
    }, 20_000));

  it('show her alerts, which readiness raises from what custody wrote, and publish them', async () => {
    const resettlement = new ApiClient(url()).as('resettlement-bronzefield');
    const today = Temporal.Now.plainDateISO('Europe/London');
    const { personId } = await resettlement.post('/api/v1/people/persons', {
      names: { first: 'Synthetic', last: 'Example' },
      dateOfBirth: '1990-04-01',
      prisonNumber: 'A9874ZY',
      synthetic: true,
    });
    const receivedOn = today.toString();
    const reception = { personId, prison: 'BZI', receivedOn, from: 'court', legalStatus: 'sentenced' };
    const { caseId = '' } = await resettlement.post('/api/v1/custody/cases', reception);
    const date = today.add({ days: 40 }).toString();
    const released = { date, type: 'CRD', source: 'calculation' };
    await resettlement.post(`/api/v1/custody/cases/${caseId}/release-date`, released);
    const page = (): Promise<CasePage> => resettlement.get<CasePage>(`/api/v1/readiness/cases/${caseId}`);
    // The rules have looked at everything: otherwise it would be the alerts of a moment ago.
    await eventually(async () => expect(await page()).not.toHaveProperty('behind'), 20_000);
    const alertIds = (await page()).alerts.map(({ alertId }) => alertId);
    expect(alertIds).not.toEqual([]);
    await eventually(async () => {
      const published = (await readTopic(kafka, names.alerts)).map((message) => fromMessage(message));
      const raised = published.filter(({ type }) => type === 'readiness.alert-raised');
      expect(raised.map(({ data }) => data.alertId)).toEqual(expect.arrayContaining(alertIds));
    }, 20_000);
  });
});
