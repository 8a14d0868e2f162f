import { Logger } from '@nestjs/common';
import type { KafkaSettings } from '@ttg/messaging';
import { Pool } from 'pg';
import {
  appendSome,
  brokersOfThisRun,
  eventOf,
  firstsByKey,
  newTopics,
  openRelay,
  published,
  type RelayProcess,
  storedByKey,
} from '../../../../test/brokers/relay-bed';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { openKafka } from '../kafka/open-kafka';
import { ensureTopics } from '../topics/ensure-topics';
import { topicNames, topicsOf } from '../topics/topics';

jest.setTimeout(60_000);

describe('the relay', () => {
  let database: TestDatabase;
  let settings: KafkaSettings;
  const processes: RelayProcess[] = [];

  const open = (): RelayProcess => {
    const opened = openRelay(database.appUrl, settings);
    processes.push(opened);
    return opened;
  };
  /** Waits until all that is in the store was published. */
  const done = (process: RelayProcess): Promise<void> =>
    eventually(async () => expect(await process.status.read()).toMatchObject({ state: 'relaying', events: 0 }), 20_000);
  const asSuperuser = async (sql: string, values: unknown[] = []): Promise<void> => {
    const pool = new Pool({ connectionString: database.superUrl, max: 1 });
    await pool.query(sql, values);
    await pool.end();
  };

  beforeEach(async () => {
    [database, settings] = await Promise.all([testDatabase(), newTopics(brokersOfThisRun())]);
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.stop();
    await database.drop();
  });

  it('publishes every event once, all of a case in one partition and in their order', async () => {
    const process = open();
    await appendSome(process.store, 200);
    process.start();
    await done(process);
    await appendSome(process.store, 100);
    await done(process);
    const messages = await published(settings);
    expect(messages).toHaveLength(300);
    expect(firstsByKey(messages)).toEqual(await storedByKey(process.store));
    const partitions = new Map(messages.map(({ key, partition }) => [key, partition]));
    for (const { key, partition } of messages) expect(partition).toBe(partitions.get(key));
  });

  it('publishes nothing into a topic to which somebody has added partitions, and says so', async () => {
    const before = open();
    await appendSome(before.store, 20);
    before.start();
    await done(before);
    await before.stop();
    const admin = openKafka(settings).admin();
    await admin.connect();
    const topic = topicNames(settings.topicPrefix).events;
    await admin.createPartitions({ topicPartitions: [{ topic, count: 24 }] });
    const partitions = async (): Promise<number | undefined> =>
      (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.length;
    await eventually(async () => expect(await partitions()).toBe(24), 20_000);
    await admin.disconnect();
    const after = open();
    await appendSome(after.store, 20);
    after.start();
    await eventually(() => expect(after.relay.why).toMatch(/has 24 partitions and should have 12/), 20_000);
    expect(await after.status.read()).toMatchObject({ events: 20 });
    expect(await published(settings)).toHaveLength(20);
  });

  it('publishes an event as it stands in the store, sealed fields sealed', async () => {
    const process = open();
    const sealed = { reason: { $sealed: 'AAECAwQ=' }, 'plain/ünïcode': '👩🏽‍🦱' };
    await process.store.append('contract-case-1', [eventOf('case-1', sealed)], 'no-stream');
    process.start();
    await done(process);
    const [message] = await published(settings);
    expect(message?.event).toEqual((await process.store.readAll({ limit: 1 })).events[0]);
  });

  it('leaves out what nobody can read, and the next names it as the one before', async () => {
    const process = open();
    const ids = await appendSome(process.store, 6);
    const [broken, last] = [2, 5].map((index) => ids[index] ?? '');
    await asSuperuser(`update eventstore.events set metadata = '{}' where id = $1`, [broken]);
    const numbered = `(metadata::jsonb || '{"caseId":5}')::json`;
    await asSuperuser(`update eventstore.events set metadata = ${numbered} where id = $1`, [last]);
    const { events: stored } = await process.store.readAll({ limit: 6 });
    const complaints = jest.spyOn(Logger.prototype, 'error');
    process.start();
    await done(process);
    const logged = complaints.mock.calls.map(([line]) => String(line));
    complaints.mockRestore();
    expect(logged).toEqual([expect.stringMatching(new RegExp(`^Not published: .*${broken}.* So are ${last}\\.$`))]);
    const messages = await published(settings);
    expect(messages.map(({ event }) => event.id).sort()).toEqual(
      [...ids].filter((id) => id !== broken && id !== last).sort(),
    );
    const behind = messages.find(({ event }) => event.id === ids[3]);
    expect(behind?.previous).toBe(stored[2]?.position);
    expect((await process.status.read()).position).toBe(stored[5]?.position);
  });

  it('publishes what happened to alerts to their topic as well', async () => {
    const process = open();
    const raised = eventOf('case-1', { rule: 'G1' }, 'readiness.alert-raised');
    const opened = eventOf('case-1', { kind: 'arrange-gp' }, 'readiness.task-opened');
    await process.store.append('readiness-case-1', [raised, opened], 'no-stream');
    process.start();
    await done(process);
    expect((await published(settings, 'alerts')).map(({ event }) => event.id)).toEqual([raised.id]);
    expect((await published(settings)).map(({ event }) => event.id)).toEqual([raised.id, opened.id]);
  });

  it('publishes events of a megabyte, and many more than fit into one message set', async () => {
    const process = open();
    const large = Array.from({ length: 12 }, (_, number) => eventOf('case-1', { number, text: 'x'.repeat(1_000_000) }));
    for (const one of large) await process.store.append('contract-case-1', [one], 'any');
    process.start();
    await done(process);
    expect((await published(settings)).map(({ event }) => event.id)).toEqual(large.map(({ id }) => id));
  });

  it('goes on where the one before stopped, and repeats nothing', async () => {
    const before = open();
    await appendSome(before.store, 50);
    before.start();
    await done(before);
    await before.stop();
    const after = open();
    await appendSome(after.store, 50);
    after.start();
    await done(after);
    expect(await published(settings)).toHaveLength(100);
    expect(firstsByKey(await published(settings))).toEqual(await storedByKey(after.store));
  });

  it('is one of two that relays, and nothing is lost or out of order however often the lead is lost', async () => {
    const two = [open(), open()] as const;
    for (const process of two) process.start();
    const [{ store, status }] = two;
    await appendSome(store, 50);
    await eventually(async () => expect((await status.read()).events).toBe(0), 20_000);
    expect(two.map(({ relay }) => relay.state).sort()).toEqual(['relaying', 'waiting']);
    expect(await published(settings)).toHaveLength(50);

    for (let round = 0; round < 5; round += 1) {
      const appending = Array.from({ length: 10 }, () => appendSome(store, 20));
      await asSuperuser(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'ttg leader'`,
        [database.name],
      );
      await Promise.all(appending);
    }
    await eventually(async () => expect((await status.read()).events).toBe(0), 20_000);
    expect(firstsByKey(await published(settings))).toEqual(await storedByKey(store));
  });

  it('stores no position, and ends, when another has taken the lease', async () => {
    const process = open();
    await appendSome(process.store, 10);
    process.start();
    await done(process);
    const { position } = await process.status.read();
    await asSuperuser(`create function relay.refuse() returns trigger language plpgsql as 'begin return null; end';
      create trigger refuse before update of position on relay.positions for each row execute function relay.refuse()`);
    await appendSome(process.store, 10);
    await eventually(() => expect(process.relay.state).toBe('waiting'));
    expect((await process.status.read()).position).toBe(position);

    await asSuperuser('drop function relay.refuse() cascade');
    await done(process);
    // Published, and not stored: it came again, with the same ids.
    const messages = await published(settings);
    expect(messages.length).toBeGreaterThan(20);
    expect(firstsByKey(messages)).toEqual(await storedByKey(process.store));
  });

  it('says what is missing, and goes on by itself, where its topics were not made', async () => {
    settings = { ...settings, topicPrefix: `${settings.topicPrefix}-later` };
    const process = open();
    await appendSome(process.store, 10);
    process.start();
    await eventually(async () =>
      expect(await process.status.read()).toMatchObject({ state: 'kafka-away', events: 10 }),
    );
    await ensureTopics(openKafka(settings), topicsOf(settings.topicPrefix).slice(0, 2));
    await done(process);
    expect(firstsByKey(await published(settings))).toEqual(await storedByKey(process.store));
  });
});
