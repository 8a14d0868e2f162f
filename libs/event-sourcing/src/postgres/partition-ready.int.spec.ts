import { Client, Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { event, events, newStream } from '../../contract/fixtures';
import { EventIdTaken } from '../store/errors';
import { AppendConnection } from './append-connection';
import { PostgresEventStore } from './postgres-event-store';

/**
 * The table of events can become the first partition of many when an installation grows to it, as it stands: no row is written
 * again, and no function or statement of the application changes. It is not done before there is a need (docs/adr/0015).
 */
const becomesPartitioned = `
  begin;
  alter table eventstore.events rename to events_first;
  create table eventstore.events (like eventstore.events_first) partition by range (position);
  alter table eventstore.events add primary key (position);
  -- An id and a revision are used once because every append looks, under the lock, in all partitions; in each, a constraint stands behind it.
  create table eventstore.events_next (like eventstore.events_first including indexes);
  alter table eventstore.events attach partition eventstore.events_first for values from (minvalue) to (100);
  alter table eventstore.events attach partition eventstore.events_next for values from (100) to (maxvalue);
  grant select on eventstore.events to ttg_app;
  create or replace view eventstore.all_events as
    select position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data from eventstore.events
    union all
    select position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data from eventstore.archived_events;
  commit;`;

describe('the table of events', () => {
  let database: TestDatabase;
  let owner: Client;
  let pool: Pool;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await testDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    pool = new Pool({ connectionString: database.appUrl });
    store = new PostgresEventStore(pool);
  });

  afterEach(async () => {
    await owner.end();
    await pool.end();
    await database.drop();
  });

  const fileOf = async (table: string): Promise<unknown> =>
    (await owner.query<{ file: unknown }>(`select pg_relation_filenode('eventstore.${table}') as file`)).rows[0]?.file;

  it('becomes a partition with no row written again, and everything goes on, over the border as well', async () => {
    const [stream, other] = [newStream(), newStream()];
    const written = events(60);
    const first = await store.append(stream, written, 'no-stream');
    const before = await fileOf('events');
    await owner.query(becomesPartitioned);
    expect(await fileOf('events_first')).toBe(before);

    expect(await store.append(stream, written, 'no-stream')).toEqual({ ...first, alreadyWritten: true });
    expect(await store.append(stream, events(60), 59)).toMatchObject({ revision: 119 });
    await expect(store.append(stream, events(1), 59)).rejects.toMatchObject({ actual: 119 });
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 119 });
    await store.append(other, events(1), 'no-stream');
    expect(await store.append(other, events(1), 0)).toMatchObject({ revision: 1 });
    expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([...Array(120).keys()]);
    const { events: all } = await store.readAll({ limit: 1_000 });
    expect(all.map(({ position }) => Number(position))).toEqual(Array.from({ length: 122 }, (_, index) => index + 1));
    const { rows } = await owner.query('select count(*)::int from eventstore.events_next');
    expect(rows).toEqual([{ count: 23 }]);
  });

  it('knows over the border which first events are first: they go in by one call, others are refused', async () => {
    const [stream, known] = [newStream(), event()];
    await store.append(stream, [known], 'no-stream');
    await owner.query(`${becomesPartitioned} select setval('eventstore.positions', 200)`);
    const calls = jest.spyOn(AppendConnection.prototype, 'query');
    await store.append('beyond', events(1), 'no-stream');
    expect(calls).toHaveBeenCalledTimes(1);
    calls.mockClear();
    // The second and the third are gathered while the first is on its way.
    await Promise.all(['one', 'two', 'three'].map((name) => store.append(name, events(1), 'no-stream')));
    expect(calls.mock.calls.map(([{ name }]) => name)).toEqual(['eventstore.append-first', 'eventstore.append-firsts']);
    calls.mockRestore();
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
    await expect(store.append('elsewhere', [known], 'no-stream')).rejects.toThrow(EventIdTaken);
    expect(await store.append(stream, [known], 'no-stream')).toMatchObject({ revision: 0, alreadyWritten: true });
    const [late, refused] = await Promise.allSettled(
      ['late', 'one', 'later'].map((name) => store.append(name, events(1), 'no-stream')),
    );
    expect([late, refused]).toMatchObject([{ status: 'fulfilled' }, { reason: { actual: 0 } }]);
    const { events: all } = await store.readAll({ limit: 10 });
    expect(all.map((one) => one.stream)).toEqual([stream, 'beyond', 'one', 'two', 'three', 'late', 'later']);
  });
});
