import { randomUUID } from 'node:crypto';
import { topicNames, topicsOf } from '@ttg/messaging';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import type { CasePage } from '@ttg/readiness/board/board-view';
import { Temporal } from 'temporal-polyfill';
import { parseTraceparent } from '@ttg/observability';
import { brokersOfThisRun } from '../brokers/relay-bed';
import { type Read, readTopic } from '../brokers/topic-reader';
import { type Collector, startCollector } from '../observability/collector';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { type Deployed, deploy } from './deployed';

jest.setTimeout(180_000);

let services: Deployed | undefined;
let collector: Collector;
beforeAll(async () => (collector = await startCollector()));
afterAll(async () => {
  await services?.remove();
  await collector.close();
});

/** A woman with nowhere to live, to be released in 40 days. @param traceparent of whoever sets the date @returns her case */
const nowhereToLive = async (client: ApiClient, traceparent: string): Promise<string> => {
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
  const custody = (what: string, body: object, headers = {}) =>
    by.post(`/api/v1/custody/cases/${caseId}/${what}`, body, headers);
  const health = { medicines: 'no' };
  await custody('screening', {
    screenedOn: on,
    inPrivate: true,
    home: { onRelease: 'nowhere' },
    gpOutside: 'yes',
    health,
  });
  await custody('sentence', { on, sentenceType: 'determinate', days: 80 });
  const date = today.add({ days: 40 }).toString();
  await custody('release-date', { date, type: 'CRD', source: 'calculation' }, { traceparent });
  return caseId;
};

describe('readiness, as a service that is fed by Kafka', () => {
  const topicPrefix = `ttg-test-${randomUUID().slice(0, 8)}`;
  const kafka = openKafka({ brokers: brokersOfThisRun().split(','), clientId: 'ttg-test', topicPrefix });
  const names = topicNames(topicPrefix);
  /** Of whoever asked: it is not ours to make up. */
  const caller = { traceId: randomUUID().replaceAll('-', ''), spanId: '00f067aa0ba902b7' };
  let raised: Read[];

  const typeOf = (message: Read): string => fromMessage(message).type;
  const stepOf = ({ headers }: Read) => parseTraceparent(headers?.['ce_traceparent']?.toString());

  it('raises her alert from what custody wrote, and the alert is on its topic', async () => {
    await ensureTopics(kafka, topicsOf(topicPrefix).slice(0, 2), { replication: 1 });
    services = await deploy({
      KAFKA_BROKERS: brokersOfThisRun(),
      KAFKA_TOPIC_PREFIX: topicPrefix,
      READINESS_FED_BY: 'kafka',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    });
    const client = new ApiClient(services.url);
    const caseId = await nowhereToLive(client, `00-${caller.traceId}-${caller.spanId}-01`);
    // Whoever reads sees what she wrote, and what followed from it.
    const { alerts } = await client.as('resettlement-bronzefield').get<CasePage>(`/api/v1/readiness/cases/${caseId}`);
    const alertIds = alerts.map(({ alertId }) => alertId);
    expect(alertIds).not.toEqual([]);
    await eventually(async () => {
      const onTopic = await readTopic(kafka, names.alerts);
      raised = onTopic.filter((message) => typeOf(message) === 'readiness.alert-raised');
      expect(raised.map((message) => fromMessage(message).data.alertId)).toEqual(expect.arrayContaining(alertIds));
    });
  });

  it('goes on in the trace of the request, through Kafka, and each message names its step of it', async () => {
    const set = (await readTopic(kafka, names.events)).find((one) => typeOf(one) === 'custody.release-date-set');
    const onKafka = set && stepOf(set);
    expect(onKafka?.traceId).toBe(caller.traceId);
    const alert = raised.find((message) => stepOf(message)?.traceId === caller.traceId);
    const last = alert && stepOf(alert);
    /** From the alert back to where it began, by the parent of each step. */
    const way = () => {
      const steps = new Map(collector.spans.map((span) => [span.spanId, span]));
      const found: string[] = [];
      let step = steps.get(last?.spanId ?? '');
      for (; step?.traceId === caller.traceId; step = steps.get(step.parentSpanId ?? '')) found.unshift(step.name);
      return found;
    };
    await eventually(() =>
      expect(way()).toEqual([
        'POST /api/v1/custody/cases/:caseId/release-date',
        expect.stringMatching(/^\w+$/),
        'append custody',
        'custody.release-date-set',
        'append readiness',
        'readiness.alert-raised',
      ]),
    );
    const children = (parentSpanId = '') =>
      collector.spans.filter((span) => span.parentSpanId === parentSpanId).map(({ name }) => name);
    await eventually(() =>
      expect(children(onKafka?.spanId)).toEqual(expect.arrayContaining(['relay', 'project readiness.facts'])),
    );
    await eventually(() =>
      expect(children(last?.spanId)).toEqual(expect.arrayContaining(['relay', 'project readiness.board'])),
    );
    const [asked] = collector.spans.filter(({ parentSpanId }) => parentSpanId === caller.spanId);
    expect(asked?.name).toBe('POST /api/v1/custody/cases/:caseId/release-date');
  });
});
