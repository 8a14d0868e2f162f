import { randomUUID } from 'node:crypto';
import { topicNames, topicsOf } from '@ttg/messaging';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import type { CasePage } from '@ttg/readiness/board/board-view';
import { Temporal } from 'temporal-polyfill';
import { brokersOfThisRun } from '../brokers/relay-bed';
import { readTopic } from '../brokers/topic-reader';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { type Deployed, deploy } from './deployed';

jest.setTimeout(180_000);

let services: Deployed | undefined;
afterEach(() => services?.remove());

/** A woman with nowhere to live, to be released in 40 days. @returns her case */
const nowhereToLive = async (client: ApiClient): Promise<string> => {
  const today = Temporal.Now.plainDateISO('Europe/London');
  const on = today.toString();
  const by = client.as('resettlement-bronzefield');
  const { personId } = await by.post('/api/v1/people/persons', {
    names: { first: 'Synthetic', last: 'Example' },
    dateOfBirth: '1990-04-01',
    prisonNumber: 'A9875ZY',
    synthetic: true,
  });
  const reception = { personId, prison: 'BZI', receivedOn: on, from: 'court', legalStatus: 'sentenced' };
  const { caseId = '' } = await by.post('/api/v1/custody/cases', reception);
  const custody = (what: string, body: object) => by.post(`/api/v1/custody/cases/${caseId}/${what}`, body);
  const health = { medicines: 'no' };
  await custody('screening', {
    screenedOn: on,
    inPrivate: true,
    home: { onRelease: 'nowhere' },
    gpOutside: 'yes',
    health,
  });
  await custody('sentence', { on, sentenceType: 'determinate', days: 80 });
  await custody('release-date', { date: today.add({ days: 40 }).toString(), type: 'CRD', source: 'calculation' });
  return caseId;
};

describe('readiness, as a service that is fed by Kafka', () => {
  it('raises her alert from what custody wrote, and the alert is on its topic', async () => {
    const topicPrefix = `ttg-test-${randomUUID().slice(0, 8)}`;
    const kafka = openKafka({ brokers: brokersOfThisRun().split(','), clientId: 'ttg-test', topicPrefix });
    await ensureTopics(kafka, topicsOf(topicPrefix).slice(0, 2), { replication: 1 });
    services = await deploy({
      KAFKA_BROKERS: brokersOfThisRun(),
      KAFKA_TOPIC_PREFIX: topicPrefix,
      READINESS_FED_BY: 'kafka',
    });
    const client = new ApiClient(services.url);
    const caseId = await nowhereToLive(client);
    // Whoever reads sees what she wrote, and what followed from it.
    const { alerts } = await client.as('resettlement-bronzefield').get<CasePage>(`/api/v1/readiness/cases/${caseId}`);
    const alertIds = alerts.map(({ alertId }) => alertId);
    expect(alertIds).not.toEqual([]);
    await eventually(async () => {
      const onTopic = (await readTopic(kafka, topicNames(topicPrefix).alerts)).map(fromMessage);
      const raised = onTopic.filter(({ type }) => type === 'readiness.alert-raised').map(({ data }) => data.alertId);
      expect(raised).toEqual(expect.arrayContaining(alertIds));
    });
  });
});
