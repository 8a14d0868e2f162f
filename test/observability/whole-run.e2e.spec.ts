import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import { parse } from 'yaml';
import { eventually } from '../projections/kernel-under-test';
import { withCouncilsHere } from '../stories/support/deployment';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';
import { hmppsNowhere } from '../support/hmpps-environment';
import { type Collector, startCollector } from './collector';
import { goWrong, whatWentWrong } from './go-wrong';
import { metricsIn, namesIn, type Watched, watchedIn } from './metric-names';
import { Sent } from './sent';
// The stories are played before what is asked here: against the deployment of STORIES_URL.
import '../stories/1-from-reception-to-collection.e2e.spec';
import '../stories/2-home-is-not-safe.e2e.spec';
import '../stories/3-out-of-court-on-a-friday.e2e.spec';
import '../stories/4-a-council-with-systems-of-its-own.e2e.spec';
import '../stories/5-a-release-that-was-none.e2e.spec';

jest.setTimeout(120_000);

/** The built application with everything told that it can tell, while acceptance stories are played on it. */
const data = temporaryDataDir();
const sent = new Sent();
let app: RunningApp;
let collector: Collector;
let metrics: string;
let atStart: string;

const figures = async (): Promise<string> => (await fetch(metrics)).text();
const read = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');

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
      ...withCouncilsHere,
      // Its figures are there; nobody tells it anything, so it asks nobody.
      ...hmppsNowhere,
    },
  });
  atStart = await figures();
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
  it('there was something to find', async () => {
    await goWrong(app.url);
    expect([...sent.values]).toEqual(expect.arrayContaining(whatWentWrong));
    expect([...sent.values]).toEqual(expect.arrayContaining(['07700 900123', 'A ground floor.', 'A room of her own.']));
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

  it('what a rule counts was told as 0 before it happened, so that the first case is seen', () => {
    const watched = watchedIn(parse(read('docker/prometheus/alerts.yml')));
    expect(watched).toContainEqual({ figure: 'ttg_append_seconds_count', label: 'outcome', value: 'unavailable' });
    const isThere = ({ figure, label, value }: Watched): boolean =>
      new RegExp(`^${figure}\\{([^}]*,)?${label}="${value}"[^}]*\\} \\d`, 'm').test(atStart);
    expect(watched.filter((one) => !isThere(one))).toEqual([]);
  });

  it('every figure that the dashboard, the alert rules and the page about them name is there', async () => {
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
