import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { untilSomebodyWaits } from '../../../../test/postgres/until-somebody-waits';
import { event, events, newStream } from '../../contract/fixtures';
import { migrate } from './migrate';
import { migrationFiles } from './migration-files';
import { PostgresEventStore } from './postgres-event-store';

/** A lone event to a stream that is said to be new is put down with nothing looked up; what is there already is refused all the same. */
describe('the first event of a stream', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let owner: Client;
  let other: Client;

  const connect = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    await client.connect();
    return client;
  };

  const first = async (client: Client, stream: string, id = v7()): Promise<string | null | undefined> => {
    const sql = `select eventstore.append_first($1, $2, 'contract.thing-happened', 1, now(), '{"recordedAt":"2027-01-11T09:30:00Z"}', '{}') as position`;
    return (await client.query<{ position: string | null }>(sql, [stream, id])).rows[0]?.position;
  };

  beforeEach(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    store = new PostgresEventStore(pool, { pollEveryMs: 50 });
    [owner, other] = await Promise.all([connect(database.ownerUrl), connect(database.appUrl)]);
  });

  afterEach(async () => {
    store.close();
    await Promise.all([owner.end(), other.end(), pool.end()]);
    await database.drop();
  });

  it('stands in the order of all others: it waits for an append that is open, and no reader sees past it', async () => {
    await other.query('begin');
    await first(other, 'slow');
    const quick = store.append('quick', events(1), 'no-stream');
    await untilSomebodyWaits(pool);
    expect((await store.readAll({ limit: 10 })).events).toEqual([]);
    await other.query('commit');
    await quick;
    const { events: all } = await store.readAll({ limit: 10 });
    expect(all.map(({ stream }) => stream)).toEqual(['slow', 'quick']);
  });

  it('is refused by a stream that came about while it waited, with the revision that it has', async () => {
    await other.query('begin');
    await first(other, 'raced');
    const second = store.append('raced', events(1), 'no-stream');
    await untilSomebodyWaits(pool);
    await other.query('commit');
    await expect(second).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 0 });
    expect(await store.readStream('raced')).toHaveLength(1);
  });

  it('is written where the one it waited for rolls back', async () => {
    await other.query('begin');
    await first(other, 'left');
    const second = store.append('left', events(1), 'no-stream');
    await untilSomebodyWaits(pool);
    await other.query('rollback');
    expect(await second).toMatchObject({ revision: 0, alreadyWritten: false });
  });

  it('is answered as before when it comes again, and refused with an id that stands elsewhere', async () => {
    const stream = newStream();
    const [written] = events(1);
    const answer = await store.append(stream, written ? [written] : [], 'no-stream');
    expect(await store.append(stream, written ? [written] : [], 'no-stream')).toEqual({
      ...answer,
      alreadyWritten: true,
    });
    await expect(store.append(newStream(), [event({}, { id: written?.id })], 'no-stream')).rejects.toMatchObject({
      name: 'EventIdTaken',
    });
  });

  it('is not written at all where something is archived: it is looked up, in the archive as well', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    await owner.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);
    expect(await first(other, 'after')).toBeNull();
    expect(await store.readStream('after')).toEqual([]);
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
    expect(await store.append('after', events(1), 'no-stream')).toMatchObject({ revision: 0 });
  });

  it('is looked up from the moment of the very first move into the archive, and waits for none', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    await owner.query('begin');
    await owner.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);
    expect(await first(other, 'meanwhile')).toBeNull();
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
    await owner.query('commit');
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  it('is waited for by the very first move, which it did not see coming', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    await other.query('begin');
    await first(other, 'under-way');
    const moved = owner.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect((await moved).rows).toEqual([{ archive_streams: '1' }]);
    expect((await store.readStream('under-way')).length).toBe(1);
  });

  it('is looked up where something was archived before there was such an append', async () => {
    const earlier = await testDatabase({ migrated: false });
    const before = migrationFiles().filter(({ name }) => name < '0014');
    await migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app', migrations: before });
    const [theirs, ours] = await Promise.all([connect(earlier.ownerUrl), connect(earlier.appUrl)]);
    const append = `select eventstore.append_event('long ago', -1, $1, 'contract.thing-happened', 1, now(), '{}', '{}')`;
    await ours.query(append, [v7()]);
    await theirs.query(`select eventstore.archive_streams('{long ago}', 'infinity')`);
    await migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app' });
    expect(await first(ours, 'long ago')).toBeNull();
    await Promise.all([theirs.end(), ours.end()]);
    await earlier.drop();
  });

  it.each(['repeatable read', 'serializable'])('is refused at %s', async (level) => {
    await other.query(`begin isolation level ${level}`);
    await expect(first(other, 'never')).rejects.toThrow('Append in a transaction at read committed');
    await other.query('rollback');
  });
});
