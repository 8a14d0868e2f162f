import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { KafkaFedEventStore, type KafkaSettings } from '@ttg/messaging';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../postgres/database';
import { eventually } from '../projections/kernel-under-test';
import { KafkaServer } from './kafka-server';
import { dice, kill, startKillable } from './killable';
import {
  appendSome,
  brokersOfThisRun,
  firstsByKey,
  newTopics,
  openRelay,
  type Published,
  published,
  type RelayProcess,
  storedByKey,
} from './relay-bed';

jest.setTimeout(180_000);

const openBeside: RelayProcess[] = [];
const children: ChildProcess[] = [];
const loads: (() => Promise<void>)[] = [];
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  for (const stopLoad of loads.splice(0)) await stopLoad();
  for (const child of children.splice(0)) await kill(child);
  for (const process of openBeside.splice(0)) await process.stop();
  await database.drop();
});

const open = (settings: KafkaSettings): RelayProcess => {
  const opened = openRelay(database.appUrl, settings);
  openBeside.push(opened);
  return opened;
};

/** A process of its own, with a relay that is started. */
const startChild = (settings: KafkaSettings): ChildProcess => {
  const child = startKillable('relay-process.ts', { databaseUrl: database.appUrl, settings });
  children.push(child);
  return child;
};

/** Appends until it is told to stop. */
const load = (store: RelayProcess['store']) => {
  const ending = new AbortController();
  const appending = (async () => {
    while (!ending.signal.aborted) {
      await appendSome(store, 10);
      // About what a busy system writes: what is to be found is found at any rate.
      await wait(10);
    }
  })();
  const stop = async (): Promise<void> => {
    ending.abort();
    await appending;
  };
  loads.push(stop);
  return stop;
};

/** A subscriber of a store that is fed by Kafka, from the first event on. */
const follow = (settings: KafkaSettings) => {
  const { store } = open(settings);
  const fed = new KafkaFedEventStore(store, settings, 'test');
  const ids: string[] = [];
  const following = (async () => {
    for await (const { events } of fed.subscribe({})) ids.push(...events.map(({ id }) => id));
  })();
  const end = async (): Promise<void> => {
    await fed.close();
    await following;
  };
  loads.push(end);
  return { ids: ids as readonly string[], end };
};

const idsOf = async (store: RelayProcess['store']): Promise<string[]> =>
  (await store.readAll({ limit: 1_000_000 })).events.map(({ id }) => id);

/** Resolves when all that is in the store by now is published. */
const allPublished = async ({ store, status }: RelayProcess): Promise<void> => {
  const newest = Number(await store.lastPosition());
  await eventually(async () => expect(Number((await status.read()).position)).toBeGreaterThanOrEqual(newest), 60_000);
};

/** @param sql its only parameter is the name of the database */
const asSuperuser = async (sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: database.superUrl });
  await client.connect();
  try {
    return (await client.query<object>(sql, [database.name])).rows;
  } finally {
    await client.end();
  }
};

/** What comes again is what came before. */
const expectOnlyRepeats = (messages: Published): void => {
  const seen = new Map<string, Published[number]>();
  const others = messages.filter((message) => {
    const first = seen.get(message.event.id) ?? message;
    seen.set(message.event.id, first);
    return first.key !== message.key || first.value !== message.value || first.partition !== message.partition;
  });
  expect(others).toEqual([]);
};

describe('under load', () => {
  const roll = dice();

  it('a relay that is killed at any moment loses nothing: another goes on, per case in order', async () => {
    const settings = await newTopics(brokersOfThisRun());
    const beside = open(settings);
    const running = [startChild(settings), startChild(settings)];
    const { ids: given } = follow(settings);
    await appendSome(beside.store, 10);
    const caughtUp = (): Promise<void> =>
      eventually(async () => expect((await beside.status.read()).events).toBe(0), 60_000);
    await caughtUp();
    const stopLoad = load(beside.store);
    for (let round = 0; round < 6; round += 1) {
      await wait(100 + roll() * 1_200);
      const [victim] = running.splice(roll() < 0.5 ? 0 : 1, 1);
      if (victim) await kill(victim);
      running.push(startChild(settings));
    }
    await stopLoad();
    await caughtUp();
    const written = await idsOf(beside.store);
    await eventually(() => expect(given).toEqual(written), 40_000);
    const messages = await published(settings);
    expect(firstsByKey(messages)).toEqual(await storedByKey(beside.store));
    expectOnlyRepeats(messages);
  });

  it('a relay that stands still is replaced, and what it says when it goes on is heard by nobody', async () => {
    const settings = await newTopics(brokersOfThisRun());
    const beside = open(settings);
    const first = startChild(settings);
    const { ids: given } = follow(settings);
    await appendSome(beside.store, 10);
    await allPublished(beside);
    const stopLoad = load(beside.store);
    await wait(roll() * 1_000);
    first.kill('SIGSTOP');
    // As a host that vanished: the database ends its session, and with it its lock.
    const sessions = `from pg_stat_activity where datname = $1 and application_name = 'ttg leader'`;
    await asSuperuser(`select pg_terminate_backend(pid) ${sessions}`);
    startChild(settings);
    await allPublished(beside);
    first.kill('SIGCONT');
    // It has seen that it leads no longer when it asks for its turn again.
    await eventually(async () => expect(await asSuperuser(`select ${sessions}`)).toHaveLength(2), 40_000);
    await stopLoad();
    await allPublished(beside);
    const written = await idsOf(beside.store);
    await eventually(() => expect(given).toEqual(written), 40_000);
    const messages = await published(settings);
    expect(firstsByKey(messages)).toEqual(await storedByKey(beside.store));
    expectOnlyRepeats(messages);
  });

  it('a broker that is killed, or stands still, costs a delay: appends go on, the relay alone waits, and says so', async () => {
    const server = await KafkaServer.start();
    try {
      const settings = await newTopics(server.brokers);
      const process = open(settings);
      process.start();
      const { ids: given } = follow(settings);
      const stopLoad = load(process.store);
      await eventually(() => expect(process.relay.state).toBe('relaying'));
      const faults: readonly Record<'begin' | 'end', () => Promise<void> | void>[] = [
        { begin: () => server.kill(), end: () => server.restart() },
        { begin: () => server.freeze(), end: () => server.thaw() },
      ];
      for (const { begin, end } of faults) {
        const leaving = follow(settings);
        await eventually(() => expect(leaving.ids.length).toBeGreaterThan(0));
        await wait(roll() * 800);
        await begin();
        // A process that is to end does not wait for it.
        const asked = performance.now();
        await leaving.end();
        expect(performance.now() - asked).toBeLessThan(5_000);
        await eventually(() => expect(process.relay.state).toBe('kafka-away'), 40_000);
        const [{ position }, newest] = [await process.status.read(), await process.store.lastPosition()];
        await eventually(async () => expect(await process.store.lastPosition()).not.toBe(newest));
        expect((await process.status.read()).seconds).toBeGreaterThan(0);
        expect((await process.status.read()).position).toBe(position);
        await end();
        await eventually(async () => expect((await process.status.read()).position).not.toBe(position), 40_000);
      }
      await stopLoad();
      await eventually(async () => expect((await process.status.read()).events).toBe(0), 60_000);
      const written = await idsOf(process.store);
      await eventually(() => expect(given).toEqual(written), 40_000);
      const messages = await published(settings);
      expect(firstsByKey(messages)).toEqual(await storedByKey(process.store));
      expectOnlyRepeats(messages);
      for (const end of loads.splice(0)) await end();
      await process.stop();
    } finally {
      await server.stop();
    }
  });
});
