import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import type { RelayReading } from '@ttg/messaging/relay/relay-status';
import { mostCounted } from '@ttg/messaging/relay/waiting';
import { ensureTopics } from '@ttg/messaging/topics/ensure-topics';
import { topicsOf } from '@ttg/messaging/topics/topics';
import { Pool } from 'pg';
import { inOrderAndWhole } from '../faults/rounds/promises/topics';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { ApiClient } from '../support/api-client';
import { type RunningApp, startApp } from '../support/built-app';
import { KafkaServer } from './kafka-server';
import { eventOf, published } from './relay-bed';

jest.setTimeout(240_000);

/** An hour of a busy system: 20,000 events, a hundred at a time. */
const appends = 200;
const atOnce = 100;
const cases = 40;
/** Staff go on meanwhile: after so many appends one writes, and reads what it was. */
const betweenWrites = 40;

let kafka: KafkaServer;
let database: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;

beforeAll(async () => {
  [kafka, database] = await Promise.all([KafkaServer.start(), testDatabase()]);
  pool = new Pool({ connectionString: database.appUrl, max: 3 });
  store = new PostgresEventStore(pool);
});
afterAll(async () => {
  store.close();
  await pool.end();
  await Promise.all([kafka.stop(), database.drop()]);
});

/** A woman is registered, read, and there are the pages. */
const staffGoOn = async ({ url }: RunningApp, number: number): Promise<void> => {
  const staff = new ApiClient(url).as('resettlement-bronzefield');
  const prisonNumber = `A${String(1000 + number).padStart(4, '0')}BC`;
  const person = { prisonNumber, names: { first: 'Synthetic', last: 'Example' }, synthetic: true };
  const { personId } = await staff.post('/api/v1/people/persons', person);
  await staff.get(`/api/v1/people/persons/${personId}`);
  const { status } = await fetch(`${url}/`, {
    headers: { Accept: 'text/html', 'X-Demo-Identity': 'resettlement-bronzefield' },
  });
  expect(status).toBe(200);
};

const relayOf = async ({ url }: RunningApp): Promise<RelayReading> =>
  (await (await fetch(`${url}/health/relay`)).json()) as RelayReading;

describe('Kafka that is away while an hour is written', () => {
  it('loses nothing, and nobody but the relay waits for it', async () => {
    const settings = { brokers: [kafka.brokers], clientId: 'ttg-test', topicPrefix: 'ttg' };
    await ensureTopics(openKafka(settings), topicsOf('ttg').slice(0, 2), { replication: 1 });
    const env = { DATABASE_URL: database.appUrl, KAFKA_BROKERS: kafka.brokers };
    const keys = {
      MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
    };
    const app = await startApp({ env: { ...env, ...keys, DEMO: 'on' } });
    try {
      await staffGoOn(app, 0);
      await eventually(async () => expect(await relayOf(app)).toMatchObject({ state: 'relaying', events: 0 }), 60_000);
      await kafka.kill();
      for (let append = 0; append < appends; append += 1) {
        const caseId = `case-${append % cases}`;
        const events = Array.from({ length: atOnce }, (_, number) => eventOf(caseId, { append, number }));
        await store.append(`contract-${caseId}`, events, 'any');
        if (append % betweenWrites === 0) await staffGoOn(app, 1 + append);
      }
      const away = { state: 'kafka-away', events: mostCounted, isMore: true };
      await eventually(async () => expect(await relayOf(app)).toMatchObject(away), 60_000);
      const health: unknown = await (await fetch(`${app.url}/health`)).json();
      expect(health).toMatchObject({ relays: expect.arrayContaining([expect.objectContaining(away)]) as unknown });
      await staffGoOn(app, 2 + appends);
      await kafka.restart();
      await eventually(async () => expect((await relayOf(app)).events).toBe(0), 90_000);
      const { events } = await store.readAll({ limit: 1_000_000 });
      expect(events.length).toBeGreaterThan(appends * atOnce);
      const messages = await published(settings);
      // Each once; what a transaction wrote whose answer was lost may come again, as it was (decision 16).
      inOrderAndWhole(messages, events);
    } finally {
      await app.stop();
    }
  });
});
