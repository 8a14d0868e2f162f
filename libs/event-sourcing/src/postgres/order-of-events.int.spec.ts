import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { events, moment, newStream } from '../../contract/fixtures';
import { take } from '../../contract/subscribing';
import type { StoredEvent } from '../store/event-store';
import { PostgresEventStore } from './postgres-event-store';

/** One event by either function: with others that a process gathered, or alone. */
const ways = {
  append: `select outcome, position from eventstore.append(array[$1], array[$2::bigint], array[1],
    array[$3::uuid], array['order.tested'], array[1], array[now()], array['{}'], array['{}'])`,
  append_event: `select split_part(answer, ',', 1) as outcome, split_part(answer, ',', 3) as position
    from eventstore.append_event($1, $2, $3, 'order.tested', 1, now(), '{}', '{}') as answer`,
};

/**
 * Two ways in which event stores on PostgreSQL lose or reorder events, played step by step with transactions that the test
 * holds open, and a hammer that looks for others.
 */
describe.each(Object.entries(ways))('the order of events, by eventstore.%s', (_, statement) => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let a: Client;
  let b: Client;

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    return client;
  };

  /** One event, in whatever transaction the connection is in. */
  const append = (client: Client, stream: string, expected = -3) =>
    client.query<{ outcome: string; position: string }>(statement, [stream, expected, v7()]);

  /** Comes back when the connection waits for the append lock. */
  const untilItWaits = async (client: Client & { processID?: number }): Promise<void> => {
    for (;;) {
      const { rowCount } = await pool.query(
        `select from pg_locks where locktype = 'advisory' and not granted and pid = $1`,
        [client.processID],
      );
      if (rowCount) return;
    }
  };

  const takeTransactionId = (client: Client) => client.query('select pg_current_xact_id()');

  const places = (taken: readonly StoredEvent[]) => taken.map(({ stream, revision }) => `${stream}@${revision}`);

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    store = new PostgresEventStore(pool, { pollEveryMs: 50 });
  });

  beforeEach(async () => {
    [a, b] = await Promise.all([connect(), connect()]);
  });

  afterEach(async () => {
    await Promise.all([a.end(), b.end()]);
  });

  afterAll(async () => {
    store.close();
    await pool.end();
    await database.drop();
  });

  it.each([1, 100])(
    'an older transaction that appends after a younger one loses neither event (batches of %d)',
    async (batchSize) => {
      const [youngerFirst, olderSecond, last] = [newStream(), newStream(), newStream()];
      const after = await store.lastPosition();
      const caughtUp = moment();
      const taken = take(store.subscribe({ after, batchSize, onCaughtUp: caughtUp.reach }), 3);
      await caughtUp.reached;
      await a.query('begin');
      await takeTransactionId(a);
      await append(b, youngerFirst);
      await append(a, olderSecond);
      const third = append(b, last);
      await untilItWaits(b);
      await a.query('commit');
      await third;
      expect(places(await taken)).toEqual([`${youngerFirst}@0`, `${olderSecond}@0`, `${last}@0`]);
    },
  );

  it('an append that does not get the lock in time is given up, and nothing of it is written', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const waitAtMost = (time: string) =>
      owner.query(`alter function eventstore.append_event set lock_timeout = '${time}'`);
    const stream = newStream();
    await waitAtMost('50ms');
    try {
      await a.query('begin');
      await append(a, newStream());
      await expect(store.append(stream, events(1), 'any')).rejects.toMatchObject({
        name: 'EventStoreUnavailable',
        written: 'no',
      });
      await a.query('rollback');
    } finally {
      // What comes after must not wait as little.
      await waitAtMost('10s');
      await owner.end();
    }
    expect(await store.readStream(stream)).toEqual([]);
  });

  it('a writer waits for the one before it to commit, and no reader sees past an open append', async () => {
    const after = await store.lastPosition();
    await a.query('begin');
    const first = (await append(a, 'slow')).rows[0];
    const second = append(b, 'fast');
    await untilItWaits(b);
    expect((await store.readAll({ after, limit: 10 })).events).toEqual([]);
    await a.query('commit');
    const positions = [first?.position, (await second).rows[0]?.position].map(BigInt as (text?: string) => bigint);
    expect(Number(positions[0])).toBeLessThan(Number(positions[1]));
    expect(places((await store.readAll({ after, limit: 10 })).events)).toEqual(['slow@0', 'fast@0']);
  });

  it('a writer whose predecessor rolls back takes the revision it left', async () => {
    const stream = newStream();
    await a.query('begin');
    await append(a, stream, -1);
    const second = append(b, stream, -1);
    await untilItWaits(b);
    await a.query('rollback');
    expect((await second).rows).toMatchObject([{ outcome: 'appended' }]);
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  it('a writer that waited sees the revision of the one it waited for', async () => {
    const stream = newStream();
    await a.query('begin');
    await append(a, stream, -1);
    const second = append(b, stream, -1);
    await untilItWaits(b);
    await a.query('commit');
    expect((await second).rows).toMatchObject([{ outcome: 'wrong-revision' }]);
  });

  it('revision 1 never comes before revision 0, though its transaction is the older one', async () => {
    const stream = newStream();
    const after = await store.lastPosition();
    const taken = take(store.subscribe({ after, batchSize: 1 }), 2);
    await b.query('begin');
    await takeTransactionId(b);
    await append(a, stream, -1);
    await append(b, stream, 0);
    await b.query('commit');
    expect(places(await taken)).toEqual([`${stream}@0`, `${stream}@1`]);
  });

  it.each(['repeatable read', 'serializable'])(
    'an append at %s is refused: it would not see who came first',
    async (level) => {
      await a.query(`begin isolation level ${level}`);
      await expect(append(a, 'never')).rejects.toThrow('Append in a transaction at read committed');
      await a.query('rollback');
      expect(await store.readStream('never')).toEqual([]);
    },
  );

  it('under many writers with slow commits, every subscriber sees every event once, each stream in order', async () => {
    const [connections, rounds] = [8, 15];
    const streams = Array.from({ length: 5 }, () => newStream('hammer'));
    const after = await store.lastPosition();
    const isHammer = { after, streamPrefixes: ['hammer-'] };
    const expected = connections * rounds + connections * rounds;
    const subscribers = [1, 7, 500].map((batchSize) => take(store.subscribe({ ...isHammer, batchSize }), expected));
    const clients = await Promise.all(Array.from({ length: connections }, connect));

    const slowWriter = async (client: Client, number: number): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) {
        await client.query('begin');
        if (number % 2 === 0) await takeTransactionId(client);
        await append(client, streams[(round + number) % streams.length] ?? '');
        await client.query('select pg_sleep(random() * 0.004)');
        await client.query('commit');
      }
    };
    const quickWriter = async (number: number): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) {
        await store.append(streams[(round * 3 + number) % streams.length] ?? '', events(1), 'any');
      }
    };
    await Promise.all(clients.map((client, number) => Promise.all([slowWriter(client, number), quickWriter(number)])));

    const written = (await Promise.all(streams.map((stream) => store.readStream(stream)))).flat();
    expect(written).toHaveLength(expected);
    for (const taken of await Promise.all(subscribers)) {
      const lastOf = new Map<string, number>();
      for (const { stream, revision } of taken) {
        expect(revision).toBe((lastOf.get(stream) ?? -1) + 1);
        lastOf.set(stream, revision);
      }
      expect(new Set(places(taken))).toEqual(new Set(places(written)));
      expect(taken).toHaveLength(expected);
    }
    await Promise.all(clients.map((client) => client.end()));
  }, 60_000);
});
