import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ttg/event-sourcing/embedded-postgres/free-port';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { ApiClient } from '../support/api-client';
import { type AppEnvironment, runApp, type RunningApp, startApp } from '../support/built-app';
import { type ComposeService, inOrder, readCompose } from './compose';

jest.setTimeout(120_000);

/** A broker is not on every machine: what needs one is started by test/services/relay.broker.spec.ts. */
const onKafka = ['topics', 'relay'];

const compose = readCompose();
let database: TestDatabase;
let folder: string;
const running = new Map<string, RunningApp>();

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  folder = mkdtempSync(join(tmpdir(), 'ttg-compose-'));
});
afterAll(async () => {
  for (const app of [...running.values()].reverse()) await app.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a name of the containers' network is here. */
const here: Readonly<Record<string, () => string>> = {
  ttg_app: () => database.appUrl,
  ttg_owner: () => database.ownerUrl,
  ttg_maintenance: () => database.maintenanceUrl,
};

const translate = (value: string): string => {
  const role = /^postgresql:\/\/(\w+):[^@]+@postgres:/.exec(value)?.[1];
  if (role) return here[role]?.() ?? value;
  const service = /^http:\/\/(\w+):3000$/.exec(value)?.[1];
  // The one that is not started here is somewhere where nobody answers.
  if (service && service !== 'localhost') return running.get(service)?.url ?? 'http://127.0.0.1:9';
  return value.replace('/var/lib/ttg', folder);
};

/** The environment of a container, with ports of its own as each container has them. Nothing stands in the place of Kafka. */
const environmentOf = async ({ environment = {} }: ComposeService): Promise<AppEnvironment> => {
  const { KAFKA_BROKERS: _, ...rest } = environment;
  const told = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, translate(value)]));
  const ports = { PORT: '0', ...(told['METRICS_PORT'] && { METRICS_PORT: String(await freePort()) }) };
  return { ...told, ...ports, HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1', DEMO_WOMEN: '2' };
};

const programOf = ({ command = [] }: ComposeService): string => join(__dirname, '../..', command[0] ?? '');

const isOnce = (service: ComposeService): boolean => !programOf(service).endsWith('main.js');

describe('the processes of docker-compose.yml, with its environment', () => {
  it('come up one after another, on a database as it is handed over', async () => {
    for (const name of inOrder(compose)) {
      const service = compose.services[name];
      if (!service?.build || onKafka.includes(name)) continue;
      const start = { env: await environmentOf(service), program: programOf(service) };
      if (isOnce(service)) expect([name, await runApp(start)]).toMatchObject([name, { exitCode: 0 }]);
      else running.set(name, await startApp(start));
    }
    expect([...running.keys()].sort()).toEqual(['custody', 'entry', 'health', 'housing', 'readiness']);
  });

  it('answer as one, with the women that were made up', async () => {
    const { url = '' } = running.get('entry') ?? {};
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({
      services: {
        custody: { status: 'up' },
        housing: { status: 'up' },
        health: { status: 'up' },
        relay: { status: 'down' },
      },
    });
    const administrator = new ApiClient(url).as('probation-london');
    const { rows } = await administrator.get<{ rows: readonly object[] }>('/api/v1/readiness/board');
    expect(rows.length).toBeGreaterThan(0);
  });

  it('find nothing to do when they are started again', async () => {
    for (const name of ['keys', 'migrate', 'women']) {
      const service = compose.services[name];
      if (!service) throw new Error(`There is no ${name}.`);
      const again = await runApp({ env: await environmentOf(service), program: programOf(service) });
      expect(again).toMatchObject({ exitCode: 0, output: '' });
    }
  });
});
