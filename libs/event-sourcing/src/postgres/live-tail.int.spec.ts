import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { event, events, moment, newStream } from '../../contract/fixtures';
import { memoryInUse } from '../../contract/subscribing';
import type { StoredEvent, SubscribeOptions } from '../store/event-store';
import { PostgresEventStore } from './postgres-event-store';

describe('subscriptions that are live', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let reads = 0;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    // So seldom that nothing in here is seen by polling.
    store = new PostgresEventStore(pool, { pollEveryMs: 600_000 });
    const readAll = store.readAll.bind(store);
    // No spy: that would keep all that was ever read.
    store.readAll = (options) => {
      reads += 1;
      return readAll(options);
    };
    await store.append(newStream(), events(3), 'no-stream');
  });

  afterAll(async () => {
    store.close();
    await pool.end();
    await database.drop();
  });

  /** A subscriber that has caught up, and takes events until there are so many. @param pausing waited for after each batch */
  const liveSubscriber = async (count: number, options: SubscribeOptions = {}, pausing?: () => Promise<void>) => {
    const caughtUp = moment();
    const after = await store.lastPosition();
    const take = async (): Promise<StoredEvent[]> => {
      const taken: StoredEvent[] = [];
      for await (const batch of store.subscribe({ ...options, after, onCaughtUp: caughtUp.reach })) {
        taken.push(...batch.events);
        if (taken.length >= count) break;
        await pausing?.();
      }
      return taken;
    };
    const taken = take();
    await caughtUp.reached;
    return { taken };
  };

  const revisions = async ({ taken }: { taken: Promise<readonly StoredEvent[]> }) =>
    (await taken).map(({ revision }) => revision);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, revision) => revision);

  it('share the reading of what comes, whatever each takes of it', async () => {
    const stop = new AbortController();
    const all = [];
    for (const batchSize of [1, 2, 3, 100, 100, 100]) all.push(await liveSubscriber(20, { batchSize }));
    const none = await liveSubscriber(1, { types: ['never.written'], signal: stop.signal });
    reads = 0;
    const stream = newStream();
    for (const revision of upTo(20)) await store.append(stream, events(1), revision === 0 ? 'no-stream' : revision - 1);
    for (const each of all) expect(await revisions(each)).toEqual(upTo(20));
    stop.abort();
    expect(await none.taken).toEqual([]);
    // Twenty appends: seven subscribers that read by themselves would read 140 times.
    expect(reads).toBeLessThan(60);
  });

  it('get everything also when they fall further behind than is kept', async () => {
    const others = moment();
    const slow = await liveSubscriber(3_000, { batchSize: 500 }, () => others.reached);
    const quick = await liveSubscriber(3_000, { batchSize: 500 });
    const stream = newStream();
    for (let from = 0; from < 3_000; from += 300)
      await store.append(stream, events(300), from === 0 ? 'no-stream' : from - 1);
    expect(await revisions(quick)).toEqual(upTo(3_000));
    others.reach();
    expect(await revisions(slow)).toEqual(upTo(3_000));
  });

  it('keep little of large events for one that takes its time, and it gets them all', async () => {
    const [count, size] = [160, 500_000];
    const others = moment();
    const stream = newStream();
    const slow = await liveSubscriber(count, { batchSize: 5 }, () => others.reached);
    const after = await store.lastPosition();
    // Reads on, and holds nothing of it.
    const quick = (async () => {
      let taken = 0;
      for await (const batch of store.subscribe({ after, batchSize: 5 })) {
        taken += batch.events.length;
        if (taken === count) return;
      }
    })();
    await store.append(stream, [event({ notes: '' })], 'no-stream');
    const before = memoryInUse();
    for (let last = 0; last < count - 1; last += 1)
      await store.append(stream, [event({ notes: String(last % 10).repeat(size) })], last);
    await quick;
    expect(memoryInUse() - before).toBeLessThan((count * size) / 2);
    others.reach();
    expect(await revisions(slow)).toEqual(upTo(count));
  }, 30_000);
});
