import { testDatabase, type TestDatabase } from '../postgres/database';
import { ApiClient } from '../support/api-client';
import { Composed } from './composed';

jest.setTimeout(120_000);

/** A broker is not on every machine: what needs one is started by compose.broker.spec.ts. */
const onKafka = ['topics', 'relay'];

let database: TestDatabase;
let composed: Composed;

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  composed = new Composed(database);
});
afterAll(async () => {
  await composed.stop();
  await database.drop();
});

describe('the processes of docker-compose.yml, with its environment', () => {
  it('come up one after another, on a database as it is handed over', async () => {
    await composed.start((name) => !onKafka.includes(name));
    expect([...composed.running.keys()].sort()).toEqual(['custody', 'entry', 'health', 'housing', 'readiness']);
  });

  it('answer as one, with the women that were made up', async () => {
    const { url = '' } = composed.running.get('entry') ?? {};
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
    for (const name of ['keys', 'migrate', 'women'])
      expect([name, await composed.runOnce(name)]).toMatchObject([name, { output: '' }]);
  });
});
