import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@nestjs/common';
import { KeptSpans } from '../../../test/observability/kept-spans';
import { type ObservedApp, receive, startObserved, synthetic } from '../../../test/observability/observed-app';
import { testDatabase, type TestDatabase } from '../../../test/postgres/database';
import { eventually } from '../../../test/projections/kernel-under-test';
import { JsonLog } from './logs/json-log';
import { MessagingMeasures } from './metrics/messaging-measures';

jest.setTimeout(60_000);

let database: TestDatabase;
let running: ObservedApp[];

beforeEach(async () => {
  database = await testDatabase();
  running = [];
});

afterEach(async () => {
  for (const { app } of running) await app.close();
  await database.drop();
});

const start = async (
  options?: Parameters<typeof startObserved>[1],
  logger?: LoggerService | false,
  kafka?: Parameters<typeof startObserved>[3],
): Promise<ObservedApp> => {
  const observed = await startObserved(database, options, logger, kafka);
  running.push(observed);
  return observed;
};

const anyUuid = /[\da-f]{8}-[\da-f]{4}-/;

describe('figures', () => {
  it('count requests by the pattern of their address, appends by what came of them, and alerts by rule', async () => {
    const { client, figure, figures, url } = await start();
    const caseId = await receive(client);
    const path = `/api/v1/custody/cases/${caseId}/release-date`;
    const stale = { date: '2030-01-01', type: 'CRD', source: 'calculation' };
    const { status } = await client.send('POST', path, { body: stale, headers: { 'If-Match': '"99"' } });
    expect(status).toBe(412);
    await fetch(`${url}/nothing/${caseId}`);
    await fetch(`${url}/api/v1/people/persons`, {
      method: 'POST',
      body: '{"broken',
      headers: { 'Content-Type': 'application/json' },
    });

    const requests = (labels: string): string => `ttg_http_request_seconds_count{${labels}}`;
    const pattern = 'route="/api/v1/custody/cases/:caseId/release-date"';
    await eventually(async () => {
      expect(await figure(requests(`method="POST",${pattern},status="200"`))).toBe(1);
      expect(await figure(requests(`method="POST",${pattern},status="412"`))).toBe(1);
      expect(await figure(requests('method="GET",route="other",status="404"'))).toBe(1);
      expect(await figure(requests('method="POST",route="other",status="400"'))).toBe(1);
    });
    expect(await figure('ttg_append_seconds_count{outcome="written"}')).toBeGreaterThanOrEqual(4);
    expect(await figure('ttg_events_appended_total{context="custody"}')).toBeGreaterThanOrEqual(3);
    await eventually(async () => {
      expect(await figure('ttg_alerts_open{rule="G1",severity="A"}')).toBe(1);
      expect(await figure('ttg_cases_due')).toBe(0);
      expect(await figure('ttg_projection_lag_events{projection="readiness.facts"}')).toBe(0);
      expect(await figure('ttg_projection_run{projection="readiness.facts"}')).toBe(1);
      expect(await figure('ttg_sweep_cases_total')).toBeGreaterThanOrEqual(1);
    });
    expect(await figures()).not.toMatch(anyUuid);
  });

  it('tell conflicts of writers who came at once', async () => {
    const { client, figure } = await start();
    const { personId = '' } = await client.post('/api/v1/people/persons', synthetic);
    const caseId = await receive(client, personId);
    const path = `/api/v1/custody/cases/${caseId}/release-date`;
    const days = Array.from({ length: 12 }, (_, index) => `2031-02-${String(index + 10)}`);
    await Promise.all(
      days.map((date) => client.send('POST', path, { body: { date, type: 'CRD', source: 'calculation' } })),
    );
    expect(await figure('ttg_append_seconds_count{outcome="conflict"}')).toBeGreaterThanOrEqual(1);
  });

  it('have a place for relays, consumer groups and webhooks, whoever brings them', async () => {
    const { app, figure, figures } = await start();
    expect(await figures()).toContain('# TYPE ttg_relay_lag_events gauge');
    const port = app.get(MessagingMeasures);
    port.watchRelay('kafka', async () => ({ events: 12, seconds: 1.5 }));
    port.webhook('failed');
    expect(await figure('ttg_relay_lag_events{relay="kafka"}')).toBe(12);
    expect(await figure('ttg_relay_lag_seconds{relay="kafka"}')).toBe(1.5);
    expect(await figure('ttg_webhook_deliveries_total{outcome="failed"}')).toBe(1);
  });

  it('say that readiness is not fed by the Kafka that is to feed it, and not that it is 0 behind', async () => {
    const nowhere = { brokers: ['127.0.0.1:1'], clientId: 'ttg-test', topicPrefix: 'ttg-test' };
    const { figure, figures } = await start({}, false, nowhere);
    await eventually(async () =>
      expect(await figure('ttg_consumer_group_reading{consumer_group="readiness"}')).toBe(0),
    );
    expect(await figures()).not.toMatch(/^ttg_consumer_group_lag_\w+\{/m);
  });

  it('say nothing of Kafka where the store feeds it', async () => {
    const { figures } = await start();
    expect(await figures()).not.toMatch(/^ttg_consumer_group_\w+\{/m);
  });

  it('stand on a port of their own, and not where people come', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  it('keep a service from starting that cannot have their port', async () => {
    const { url } = await start();
    const taken = { host: '127.0.0.1', port: Number(new URL(url).port) };
    await expect(start({ metrics: taken })).rejects.toThrow(/^METRICS_PORT \d+ on 127\.0\.0\.1 cannot be listened on/);
  });
});

describe('/info', () => {
  it('says to anybody what runs here', async () => {
    const { url } = await start({ commit: 'abc1234' });
    expect(await (await fetch(`${url}/info`)).json()).toEqual({
      service: 'synthetic',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      commit: 'abc1234',
      node: process.version,
      contexts: ['custody', 'people', 'readiness'],
      store: 'PostgreSQL',
    });
  });
});

describe('a trace', () => {
  let collector: KeptSpans;
  beforeEach(() => (collector = new KeptSpans()));

  /** All spans are sent when it stops. */
  const stop = async ({ app }: ObservedApp): Promise<void> => {
    await app.close();
    running = running.filter((one) => one.app !== app);
  };

  const lineage = (span: KeptSpans['spans'][number] | undefined): string[] => {
    if (!span) return [];
    return [...lineage(collector.spans.find(({ spanId }) => spanId === span.parentSpanId)), span.name];
  };

  it('leads from the request by command, append and projection to the alert', async () => {
    const observed = await start({ traces: { to: collector, share: 1 } });
    const caseId = await receive(observed.client);
    await eventually(async () => expect(await observed.figure('ttg_alerts_open{rule="G1",severity="A"}')).toBe(1));
    await eventually(async () => expect(await observed.figure('ttg_cases_due')).toBe(0));
    await stop(observed);

    const names = collector.spans.map(({ name }) => name);
    const alert = collector.spans.find(({ name }) => name === 'readiness.alert-raised');
    const ofOneTrace = collector.spans.filter(({ traceId }) => traceId === alert?.traceId);
    const path = lineage(alert);
    expect(path).toEqual([
      expect.stringMatching(/^POST \/api\/v1\/custody\/cases/) as string,
      expect.stringMatching(/^[A-Z]\w+$/) as string,
      'append custody',
      expect.stringMatching(/^custody\./) as string,
      'append readiness',
      'readiness.alert-raised',
    ]);
    expect(ofOneTrace.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...path, 'project readiness.facts', 'project readiness.board']),
    );
    for (const value of [caseId, ...Object.values(synthetic.names), synthetic.prisonNumber, synthetic.dateOfBirth])
      expect(collector.text).not.toContain(value);
    expect(names).not.toContain('GET /health');
  });

  it('is the caller’s, where the caller has one', async () => {
    const observed = await start({ traces: { to: collector, share: 1 } });
    const [trace, span] = [randomUUID().replaceAll('-', ''), 'b7ad6b7169203331'];
    const traceparent = `00-${trace}-${span}-01`;
    const headers = { traceparent };
    await observed.client.send('POST', '/api/v1/people/persons', { body: synthetic, headers });
    const other = { ...synthetic, prisonNumber: 'A9876ZX' };
    const both = { traceparent, 'X-Correlation-Id': 'their-own-id' };
    const { headers: answered } = await observed.client.send('POST', '/api/v1/people/persons', {
      body: other,
      headers: both,
    });
    expect(answered.get('x-correlation-id')).toBe('their-own-id');
    await stop(observed);

    const requests = collector.spans.filter(({ name }) => name === 'POST /api/v1/people/persons');
    expect(requests).toMatchObject([
      { traceId: trace, parentSpanId: span, links: [] },
      { links: [{ traceId: trace, spanId: span }] },
    ]);
    expect(requests[1]?.traceId).not.toBe(trace);
    expect(collector.spans.filter(({ traceId }) => traceId === trace).map(({ name }) => name)).toContain(
      'people.person-registered',
    );
  });

  it('is drawn of a share of them, the whole of each or nothing', async () => {
    const observed = await start({ traces: { to: collector, share: 0 } });
    await receive(observed.client);
    await stop(observed);
    expect(collector.spans).toEqual([]);
  });
});

describe('the log', () => {
  it('has the correlation id on every line of a request, also of one that failed and of nobody’s', async () => {
    const lines: string[] = [];
    const levels = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;
    const destination = { write: (line: string) => void lines.push(line) };
    const { url, client } = await start({}, new JsonLog({ service: 'synthetic', levels, destination }));
    const ask = (id: string, path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${url}${path}`, { ...init, headers: { 'X-Correlation-Id': id, ...init.headers } });
    await ask('of-nobody', '/health');
    await ask('of-a-stranger', `/api/v1/custody/cases/${randomUUID()}/release-date`, { method: 'POST' });
    await client.send('POST', '/api/v1/people/persons', {
      body: synthetic,
      headers: { 'X-Correlation-Id': 'of-hers' },
    });
    const parsed = (): Record<string, string>[] => lines.map((line) => JSON.parse(line) as Record<string, string>);
    await eventually(async () => {
      const requests = parsed().filter(({ context }) => context === 'Requests');
      expect(requests.map(({ correlationId, msg }) => `${correlationId} ${msg}`.replace(/\d+ ms$/, 'ms'))).toEqual([
        'of-nobody GET /health 200 ms',
        'of-a-stranger POST /api/v1/custody/cases/:caseId/release-date 401 ms',
        'of-hers POST /api/v1/people/persons 201 ms',
      ]);
    });
    expect(parsed()[0]).toMatchObject({ level: expect.any(String) as string, service: 'synthetic' });
  });
});
