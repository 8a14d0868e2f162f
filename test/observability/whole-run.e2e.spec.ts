import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import { parse } from 'yaml';
import { eventually } from '../projections/kernel-under-test';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';
import { type Collector, startCollector } from './collector';
import { metricsIn, namesIn } from './metric-names';
import { Sent } from './sent';
// The stories are played before what is asked here: against the deployment of STORIES_URL.
import '../stories/1-from-reception-to-collection.e2e.spec';
import '../stories/2-home-is-not-safe.e2e.spec';
import '../stories/3-out-of-court-on-a-friday.e2e.spec';

jest.setTimeout(120_000);

/** The built application with everything told that it can tell, while acceptance stories are played on it. */
const data = temporaryDataDir();
const sent = new Sent();
let app: RunningApp;
let collector: Collector;
let metrics: string;

/** Connected, so that its figures are there; nobody tells it anything, so it asks nobody. */
const hmpps = {
  HMPPS_PRISONER_SEARCH_URL: 'https://prisoner-search.invalid',
  HMPPS_PRISON_API_URL: 'https://prison-api.invalid',
  HMPPS_TOKEN_URL: 'https://auth.invalid/token',
  HMPPS_CLIENT_ID: 'synthetic',
  HMPPS_CLIENT_SECRET: 'synthetic',
};

const figures = async (): Promise<string> => (await fetch(metrics)).text();

beforeAll(async () => {
  collector = await startCollector();
  const port = await freePort();
  metrics = `http://127.0.0.1:${port}/metrics`;
  app = await startApp({
    env: {
      DATA_DIR: data.path,
      DEMO: 'on',
      LOG_LEVEL: 'verbose',
      METRICS_PORT: String(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      ...hmpps,
    },
  });
  process.env.STORIES_URL = app.url;
  sent.listen();
});

afterAll(async () => {
  sent.stop();
  delete process.env.STORIES_URL;
  await app?.stop();
  await collector.close();
  await data.remove();
});

describe('when the story is told', () => {
  /** Requests that go wrong in many ways, each with something of hers in it. */
  const goWrong = async (): Promise<void> => {
    const headers = { 'X-Demo-Identity': 'resettlement-bronzefield', 'Content-Type': 'application/json' };
    const person = {
      names: { first: 'Malformeda', last: 'Wrongly' },
      dateOfBirth: '1983-02-30',
      prisonNumber: 'Z0000QQ',
    };
    for (const body of [person, { ...person, names: 'Malformeda Wrongly' }, { herWords: 'Nobody must know this.' }]) {
      for (const path of ['people/persons', 'custody/cases', 'no-such/thing/Malformeda']) {
        await fetch(`${app.url}/api/v1/${path}?name=Malformeda`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
      }
    }
    const broken = Buffer.from('{"first":"Malformeda');
    await fetch(`${app.url}/api/v1/people/persons`, { method: 'POST', headers, body: broken });
  };

  it('there was something to find', async () => {
    await goWrong();
    expect([...sent.values]).toEqual(expect.arrayContaining(['Malformeda', '1983-02-30', 'Nobody must know this.']));
    expect(sent.values.size).toBeGreaterThan(15);
  });

  it('the log is one JSON object a line, with a correlation id on every line of a request, and nothing of hers', async () => {
    const lines = app
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, string>);
    const requests = lines.filter(({ context }) => context === 'Requests');
    expect(requests.length).toBeGreaterThan(50);
    for (const line of requests) expect(line).toHaveProperty('correlationId');
    for (const value of sent.values) expect(app.output()).not.toContain(value);
  });

  it('traces lead to alerts, and have nothing of hers', async () => {
    await eventually(() => expect(collector.spans.map(({ name }) => name)).toContain('readiness.alert-raised'));
    const raised = new Set(
      collector.spans.flatMap(({ name, traceId }) => (/alert-raised/.test(name) ? [traceId] : [])),
    );
    const asked = collector.spans.filter(({ name, traceId }) => name.startsWith('POST ') && raised.has(traceId));
    expect(asked.length).toBeGreaterThan(0);
    for (const value of sent.values) expect(collector.text()).not.toContain(value);
  });

  it('figures have nothing of hers, and no id', async () => {
    const text = await figures();
    expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/);
    for (const value of sent.values) expect(text).not.toContain(value);
  });

  it('every figure that the dashboard, the alert rules and the page about them name is there', async () => {
    const read = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');
    const asked = [
      ...namesIn(JSON.parse(read('docker/grafana/dashboards/through-the-gate.json'))),
      ...namesIn(parse(read('docker/prometheus/alerts.yml'))),
    ];
    const named = [...read('docs/observability.md').matchAll(/`(ttg_\w+)`/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(20);
    const told = metricsIn(await figures());
    // What Prometheus adds by itself.
    const known = new Set([...told, 'up']);
    expect([...asked, ...named].filter((name) => !known.has(name))).toEqual([]);
    // And what is ours is looked at, and said what it is.
    const looked = asked.join(' ');
    expect(told.filter((name) => /^ttg_.*(?<!_bucket|_sum|_count)$/.test(name) && !looked.includes(name))).toEqual([]);
  });
});
