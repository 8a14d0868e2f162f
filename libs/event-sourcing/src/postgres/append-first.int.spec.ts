import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { untilSomebodyWaits } from '../../../../test/postgres/until-somebody-waits';
import { event, events, newStream } from '../../contract/fixtures';
import { EventIdTaken } from '../store/errors';
import { AppendConnection } from './append-connection';
import { migrate } from './migrate';
import { migrationFiles } from './migration-files';
import { PostgresEventStore } from './postgres-event-store';
import { verifyStore } from './verifying/verify-store';

/**
 * A lone event to a stream that is said to be new is put down with nothing looked up but in an archive; what is there already is
 * refused all the same.
 */
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
    const sql = `select eventstore.append_first($1, $2, 'contract.thing-happened', 1, '2027-01-11T09:30:00Z', '{"recordedAt":"2027-01-11T09:30:00Z"}', '{}') as position`;
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

  describe('beside an archive', () => {
    const archive = (stream: string) => owner.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);

    /** Two of the same revision or id, one in each table, would be among its faults. */
    const isWhole = async () => expect((await verifyStore(pool)).faults).toEqual([]);

    /** @returns how often the database is called for it. */
    const callsOf = async (append: () => Promise<unknown>): Promise<number> => {
      const calls = jest.spyOn(AppendConnection.prototype, 'query');
      await append();
      const { length } = calls.mock.calls;
      calls.mockRestore();
      return length;
    };

    it('is written by one call, as it was before', async () => {
      const stream = newStream();
      expect(await callsOf(() => store.append(stream, events(1), 'no-stream'))).toBe(1);
      await archive(stream);
      expect(await callsOf(() => store.append('after', events(1), 'no-stream'))).toBe(1);
      expect((await store.readAll({ limit: 10 })).events.map((one) => one.stream)).toEqual([stream, 'after']);
      await isWhole();
    });

    it('is refused by what stands in the archive: its stream, or its id wherever it is', async () => {
      const [stream, written] = [newStream(), event()];
      const answer = await store.append(stream, [written], 'no-stream');
      await archive(stream);
      expect(await first(other, stream)).toBeNull();
      expect(await first(other, 'elsewhere', written.id)).toBeNull();
      await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
      await expect(store.append('elsewhere', [written], 'no-stream')).rejects.toThrow(EventIdTaken);
      expect(await store.append(stream, [written], 'no-stream')).toEqual({ ...answer, alreadyWritten: true });
      expect(await store.readAll({ limit: 10 })).toMatchObject({ events: [{ stream }] });
    });

    it('is refused by what stands beside the archive, and by what is in both', async () => {
      const [hot, both, written] = [newStream(), newStream(), event()];
      await store.append(both, events(1), 'no-stream');
      await archive(both);
      await store.append(both, events(1), 0);
      await store.append(hot, [written], 'no-stream');
      await expect(store.append(hot, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
      await expect(store.append(both, events(1), 'no-stream')).rejects.toMatchObject({ actual: 1 });
      await expect(store.append('elsewhere', [written], 'no-stream')).rejects.toThrow(EventIdTaken);
    });

    it('is refused before anybody is waited for, where it is gathered with others', async () => {
      await store.append('archived', events(1), 'no-stream');
      await archive('archived');
      await other.query('begin');
      await first(other, 'open');
      await owner.query(`set statement_timeout = '5s'`);
      const call = `select eventstore.append_firsts('{archived}', array[$1::uuid], '{a.b}', '{1}', array[now()], '{{}}', '{{}}') as position`;
      expect((await owner.query(call, [v7()])).rows).toEqual([{ position: null }]);
      await other.query('rollback');
    });

    it('is refused where something was archived before there was such an append', async () => {
      const earlier = await testDatabase({ migrated: false });
      const before = migrationFiles().filter(({ name }) => name < '0014');
      await migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app', migrations: before });
      const [theirs, ours] = await Promise.all([connect(earlier.ownerUrl), connect(earlier.appUrl)]);
      const append = `select eventstore.append_event('long ago', -1, $1, 'contract.thing-happened', 1, now(), '{}', '{}')`;
      await ours.query(append, [v7()]);
      await theirs.query(`select eventstore.archive_streams('{long ago}', 'infinity')`);
      await migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app' });
      expect(await first(ours, 'long ago')).toBeNull();
      expect(await first(ours, 'today')).toBe('2');
      await Promise.all([theirs.end(), ours.end()]);
      await earlier.drop();
    });

    it('is refused where something was archived while there came to be such an append, unseen', async () => {
      const earlier = await testDatabase({ migrated: false });
      const all = migrationFiles();
      const change = all.find(({ name }) => name.startsWith('0014'));
      if (!change) throw new Error('There is no migration 0014.');
      const before = all.slice(0, all.indexOf(change));
      await migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app', migrations: before });
      const [theirs, mover] = await Promise.all([connect(earlier.ownerUrl), connect(earlier.ownerUrl)]);
      const ours = await connect(earlier.appUrl);
      const append = `select eventstore.append_event('long ago', -1, $1, 'contract.thing-happened', 1, now(), '{}', '{}')`;
      await ours.query(append, [v7()]);
      await theirs.query('begin');
      await theirs.query(change.sql.replaceAll('{{app_role}}', 'ttg_app'));
      await theirs.query('insert into eventstore.migrations values ($1, $2)', [change.name, change.checksum]);
      await mover.query('begin');
      const moved = mover.query(`select eventstore.archive_streams('{long ago}', 'infinity')`);
      await untilSomebodyWaits(ours);
      await theirs.query('commit');
      expect((await moved).rows).toEqual([{ archive_streams: '1' }]);
      const migrated = migrate({ migrationUrl: earlier.ownerUrl, appRole: 'ttg_app' });
      await untilSomebodyWaits(ours);
      await mover.query('commit');
      await migrated;
      expect(await first(ours, 'long ago')).toBeNull();
      expect(await first(ours, 'today')).toBe('2');
      await Promise.all([theirs, mover, ours].map((client) => client.end()));
      await earlier.drop();
    });

    describe.each([
      ['the very first', []],
      ['a later', ['archived before']],
    ])('and %s move into it', (_, archivedBefore) => {
      beforeEach(async () => {
        for (const stream of archivedBefore) {
          await store.append(stream, events(1), 'no-stream');
          await archive(stream);
        }
      });

      it.each(['commit', 'rollback'])('waits for none that is open, which ends by a %s', async (end) => {
        const [stream, written] = [newStream(), event()];
        await store.append(stream, [written], 'no-stream');
        await owner.query('begin');
        await archive(stream);
        expect(await first(other, stream)).toBeNull();
        expect(await first(other, 'elsewhere', written.id)).toBeNull();
        expect(await first(other, 'meanwhile')).not.toBeNull();
        await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
        await expect(store.append('elsewhere', [written], 'no-stream')).rejects.toThrow(EventIdTaken);
        await owner.query(end);
        await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
        await expect(store.append('meanwhile', events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
        await isWhole();
      });

      it.each([
        ['a stream', 'raced', undefined],
        ['an id', 'elsewhere', v7()],
      ])('is refused by %s that came about and was moved while it waited', async (_what, into, id) => {
        await owner.query('begin');
        await first(owner, 'raced', id);
        const late = first(other, into, id);
        await untilSomebodyWaits(pool);
        await archive('raced');
        await owner.query('commit');
        expect(await late).toBeNull();
        await isWhole();
      });
    });

    it('is refused by a stream that is moved while it looks: both tables are one look', async () => {
      const [stream, before] = [newStream(), newStream()];
      for (const one of [stream, before]) await store.append(one, events(1), 'no-stream');
      await archive(before);
      await owner.query('begin; lock table eventstore.events');
      const late = first(other, stream);
      const waits = `select from pg_locks where not granted and relation = 'eventstore.events'::regclass`;
      while ((await owner.query(waits)).rowCount === 0);
      await archive(stream);
      await owner.query('commit');
      expect(await late).toBeNull();
      await isWhole();
    });

    // The very first move waits, as it does.
    it('is refused by a stream that was moved by a later move while it waited', async () => {
      const [stream, before] = [newStream(), newStream()];
      for (const one of [stream, before]) await store.append(one, events(1), 'no-stream');
      await archive(before);
      await other.query('begin');
      await first(other, 'slow');
      const late = expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 0 });
      await untilSomebodyWaits(pool);
      await archive(stream);
      await other.query('commit');
      await late;
      await isWhole();
    });
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

  it('is waited for by the next move, where the very first gave up', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    await other.query('begin');
    await first(other, 'under-way');
    const move = () => owner.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);
    await owner.query(`set statement_timeout = '100ms'`);
    await expect(move()).rejects.toThrow('statement timeout');
    await expect(move()).rejects.toThrow('statement timeout');
    await other.query('commit');
    expect((await move()).rows).toEqual([{ archive_streams: '1' }]);
    await other.query('begin');
    await first(other, 'under-way, too');
    // Who comes after one that is done need not wait: it is known by now that there are moves.
    expect((await move()).rows).toEqual([{ archive_streams: '0' }]);
    await other.query('rollback');
  });

  it.each(['repeatable read', 'serializable'])('is refused at %s', async (level) => {
    await other.query(`begin isolation level ${level}`);
    await expect(first(other, 'never')).rejects.toThrow('Append in a transaction at read committed');
    await other.query('rollback');
  });
});
