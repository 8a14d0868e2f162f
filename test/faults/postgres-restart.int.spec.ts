import { EventStoreUnavailable, type StoredEvent } from '@ttg/event-sourcing';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { verifyStore } from '@ttg/event-sourcing/postgres/verifying/verify-store';
import { Pool } from 'pg';
import { event, events, newStream } from '../../libs/event-sourcing/contract/fixtures';
import { BreakableServer, eventually } from './breakable-server';

jest.setTimeout(120_000);

const streamsWritten = 12;
/** Events of each stream before it is broken, and once it is back. */
const [before, after] = [5, 5];

let server: BreakableServer;
let pools: Pool[];
let store: PostgresEventStore;
let reader: PostgresEventStore;

beforeAll(async () => {
  server = await BreakableServer.start({ fsync: false });
  pools = [1, 2].map(() => new Pool({ connectionString: server.appUrl, max: 10, connectionTimeoutMillis: 5_000 }));
  for (const pool of pools) pool.on('error', () => undefined);
  [store, reader] = pools.map((pool) => new PostgresEventStore(pool, { pollEveryMs: 50 })) as [
    PostgresEventStore,
    PostgresEventStore,
  ];
});

afterAll(async () => {
  store.close();
  reader.close();
  for (const pool of pools) await pool.end();
  await server.end();
});

/** What a careful writer does: repeats with the same id until there is an answer. */
const appendUntilAnswered = async (stream: string, revision: number): Promise<void> => {
  const [one] = events(1);
  for (;;) {
    try {
      const expected = revision === 0 ? 'no-stream' : revision - 1;
      const answer = await store.append(stream, one ? [one] : [], expected);
      expect(answer.revision).toBe(revision);
      return;
    } catch (error) {
      // Typed, and it says what is known; a WrongExpectedRevision would mean that something was lost or written twice.
      expect(error).toBeInstanceOf(EventStoreUnavailable);
    }
  }
};

it.each([
  ['that is stopped and started again', () => server.restart()],
  ['that is killed and started again', () => server.kill()],
  ['one of whose processes is killed', () => server.killOneOfItsProcesses()],
])('a server %s loses, repeats and reorders nothing', async (_, breakIt) => {
  const start = await store.lastPosition();
  const streams = Array.from({ length: streamsWritten }, () => newStream('broken'));
  const seen: StoredEvent[] = [];
  const stop = new AbortController();
  const options = { after: start, streamPrefixes: ['broken-'], batchSize: 7, signal: stop.signal };
  const followed = (async () => {
    for await (const batch of reader.subscribe(options)) seen.push(...batch.events);
  })();

  const written = new Map(streams.map((stream) => [stream, 0]));
  const haveAll = (count: number): boolean => [...written.values()].every((some) => some >= count);
  let enough = Number.POSITIVE_INFINITY;
  const writers = streams.map(async (stream) => {
    for (let revision = 0; revision < enough; revision += 1) {
      await appendUntilAnswered(stream, revision);
      written.set(stream, revision + 1);
    }
  });
  await eventually(() => expect(haveAll(before)).toBe(true));
  const servedBefore = await server.servingSince();
  await breakIt();
  const back = await eventually(async () => {
    // The break was felt: otherwise this would show nothing.
    const since = await server.servingSince();
    expect(since).not.toBe(servedBefore);
    return Math.max(...written.values());
  });
  enough = back + after;
  await Promise.all(writers);

  const place = ({ stream, revision }: StoredEvent) => `${stream}@${revision}`;
  const wanted = streams.flatMap((stream) =>
    Array.from({ length: written.get(stream) ?? 0 }, (_each, revision) => `${stream}@${revision}`),
  );
  await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(wanted.length));
  stop.abort();
  await followed;
  expect(seen).toHaveLength(wanted.length);
  expect(new Set(seen.map(place))).toEqual(new Set(wanted));
  const positions = seen.map(({ position }) => Number(position));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect((await store.readAll({ after: start, limit: 100_000 })).events.map(place)).toEqual(seen.map(place));
  expect((await verifyStore(pools[0] ?? new Pool())).faults).toEqual([]);
});

it('a server that is away has written nothing, and is found again', async () => {
  const stream = newStream();
  await server.stop();
  await expect(store.append(stream, [event()], 'any')).rejects.toMatchObject({ name: 'EventStoreUnavailable' });
  await expect(store.readStream(stream)).rejects.toMatchObject({ name: 'EventStoreUnavailable', written: 'no' });
  await server.startAgain();
  expect(await store.readStream(stream)).toEqual([]);
  expect(await store.append(stream, [event()], 'no-stream')).toMatchObject({ revision: 0 });
});
