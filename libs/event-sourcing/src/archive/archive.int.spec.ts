import { Client, Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { storesUnderTest } from '../../../../test/postgres/stores-under-test';
import { eventStoreContract } from '../../contract/event-store.contract';
import { event, events, newStream } from '../../contract/fixtures';
import { take } from '../../contract/subscribing';
import type { IsoDate, IsoInstant } from '../events/iso';
import { PostgresEventStore } from '../postgres/postgres-event-store';
import { verifyStore } from '../postgres/verifying/verify-store';
import type { AppendResult, EventToAppend, ExpectedRevision } from '../store/event-store';
import { EventIdTaken, WrongExpectedRevision } from '../store/errors';
import { Archive } from './archive';

const archiveNow = `select eventstore.archive_streams($1, 'infinity') as events`;

/** Whatever it writes goes into the archive at once. */
class ArchivingStore extends PostgresEventStore {
  constructor(
    pool: Pool,
    private readonly maintenance: Pool,
  ) {
    super(pool, { pollEveryMs: 50 });
  }

  override async append(
    stream: string,
    written: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> {
    const result = await super.append(stream, written, expected);
    await this.maintenance.query(archiveNow, [[stream]]);
    return result;
  }
}

eventStoreContract('PostgreSQL, with all in the archive,', () =>
  storesUnderTest((pool, maintenance) => new ArchivingStore(pool, maintenance)),
);

describe('the archive', () => {
  let database: TestDatabase;
  let pool: Pool;
  let superuser: Pool;
  let store: PostgresEventStore;
  let archive: Archive;

  const connect = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    await client.connect();
    return client;
  };

  /** Events of a case, recorded on a day. */
  const ofCase = (caseId: string | undefined, count: number, recordedOn = '2024-03-01'): EventToAppend[] =>
    events(count).map((one) => ({
      ...one,
      metadata: { ...one.metadata, ...(caseId && { caseId }), recordedAt: `${recordedOn}T12:00:00Z` as IsoInstant },
    }));

  const inHotTable = async (stream: string): Promise<number> => {
    const { rows } = await superuser.query<{ count: number }>(
      'select count(*)::int from eventstore.events where stream = $1',
      [stream],
    );
    return rows[0]?.count ?? Number.NaN;
  };

  const day = '2025-01-01' as IsoDate;

  const archiveCases = async (...cases: string[]): Promise<number> =>
    archive.move(await archive.streamsOf(cases, day), day);

  beforeEach(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    superuser = new Pool({ connectionString: database.superUrl });
    store = new PostgresEventStore(pool, { pollEveryMs: 50 });
    const keys = {};
    const { appUrl: databaseUrl, maintenanceUrl } = database;
    archive = new Archive(pool, { databaseUrl, maintenanceUrl, keys, background: false });
  });

  afterEach(async () => {
    store.close();
    await pool.end();
    await superuser.end();
    await database.drop();
  });

  it('takes the streams of closed cases out of the hot table, and every reader sees them as before', async () => {
    const [closed, kept, alsoClosed] = [newStream('closed'), newStream('kept'), newStream('closed')];
    await store.append(closed, ofCase('a', 3), 'no-stream');
    await store.append(kept, ofCase('b', 2), 'no-stream');
    await store.append(alsoClosed, ofCase('a', 2), 'no-stream');
    await store.append(kept, ofCase('b', 1), 1);
    const all = async () => ({
      order: await store.readAll({ limit: 100 }),
      stream: await store.readStream(closed),
      backwards: await store.readStream(closed, { direction: 'backwards', limit: 2 }),
      filtered: await store.readAll({ limit: 100, streamPrefixes: ['closed-'] }),
      last: await store.lastPosition(),
      verified: await verifyStore(pool),
    });
    const before = await all();
    expect(before.verified.faults).toEqual([]);
    expect(await archiveCases('a')).toBe(5);
    expect([await inHotTable(closed), await inHotTable(alsoClosed), await inHotTable(kept)]).toEqual([0, 0, 3]);
    expect(await all()).toEqual(before);
    for (const found of before.order.events) expect(await store.findEvent(found.id)).toEqual(found);
  });

  it('an append goes on where an archived stream ended: revision, expectation and chain', async () => {
    const stream = newStream();
    await store.append(stream, ofCase('a', 3), 'no-stream');
    await archiveCases('a');
    await expect(store.append(stream, events(1), 'no-stream')).rejects.toMatchObject({ actual: 2 });
    await expect(store.append(stream, events(1), 1)).rejects.toThrow(WrongExpectedRevision);
    expect(await store.append(stream, events(1), 2)).toMatchObject({ revision: 3 });
    expect(await store.append(stream, events(2), 'stream-exists')).toMatchObject({ revision: 5 });
    expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await inHotTable(stream)).toBe(3);
    expect(await verifyStore(pool)).toMatchObject({ events: 6, streams: 1, faults: [] });
  });

  it('a case that was opened again and closed can be archived again', async () => {
    const stream = newStream();
    await store.append(stream, ofCase('a', 2), 'no-stream');
    await archiveCases('a');
    await store.append(stream, ofCase('a', 2), 1);
    expect(await archiveCases('a')).toBe(2);
    expect(await store.append(stream, events(1), 3)).toMatchObject({ revision: 4 });
    expect((await verifyStore(pool)).faults).toEqual([]);
  });

  it('an id is used once, in the archive as well: repeated it gives the first result, elsewhere it is taken', async () => {
    const stream = newStream();
    const written = ofCase('a', 2);
    const first = await store.append(stream, written, 'no-stream');
    await archiveCases('a');
    expect(await store.append(stream, written, 'no-stream')).toEqual({ ...first, alreadyWritten: true });
    const [one] = written;
    if (!one) throw new Error('Two were written.');
    expect(await store.append(stream, [one], 'any')).toMatchObject({ revision: 0, alreadyWritten: true });
    await expect(store.append(newStream(), [one], 'any')).rejects.toThrow(EventIdTaken);
    await expect(store.append(stream, [one, event()], 'any')).rejects.toThrow(EventIdTaken);
    // Half of it archived, half of it not: one append that comes again.
    const reopened = ofCase('a', 1);
    await store.append(stream, reopened, 1);
    expect(await store.append(stream, [...written, ...reopened], 'no-stream')).toMatchObject({
      revision: 2,
      alreadyWritten: true,
    });
  });

  it('leaves what is shared with an open case, what belongs to no case, and what was added to since', async () => {
    const [shared, personal, late, mixed] = [newStream('shared'), newStream('person'), newStream('late'), newStream()];
    await store.append(shared, [...ofCase('a', 1), ...ofCase('open', 1)], 'no-stream');
    await store.append(personal, ofCase(undefined, 2), 'no-stream');
    await store.append(late, [...ofCase('a', 1), ...ofCase('a', 1, '2025-01-01')], 'no-stream');
    await store.append(mixed, [...ofCase('a', 1), ...ofCase('also-closed', 1)], 'no-stream');
    expect(await archive.streamsOf(['a', 'also-closed'], day)).toEqual([{ stream: mixed, events: 2 }]);
    expect(await archive.streamsOf([], day)).toEqual([]);
  });

  it('a stream to which something is added after the list was made stays whole', async () => {
    const stream = newStream();
    await store.append(stream, ofCase('a', 2), 'no-stream');
    const listed = await archive.streamsOf(['a'], day);
    await store.append(stream, ofCase('a', 1, '2026-01-01'), 1);
    expect(await archive.move(listed, day)).toBe(0);
    expect(await inHotTable(stream)).toBe(3);
  });

  it('a move is whole or not at all, and stops neither appends nor readers while it is open', async () => {
    const stream = newStream();
    await store.append(stream, ofCase('a', 3), 'no-stream');
    const mover = await connect(database.maintenanceUrl);
    await mover.query('begin');
    expect((await mover.query(archiveNow, [[stream]])).rows).toEqual([{ events: '3' }]);
    expect(await store.append(stream, events(1), 2)).toMatchObject({ revision: 3 });
    expect(await store.append(newStream(), events(1), 'no-stream')).toMatchObject({ revision: 0 });
    expect(await store.readStream(stream)).toHaveLength(4);
    await mover.query('rollback');
    expect(await inHotTable(stream)).toBe(4);
    await mover.query('begin');
    await mover.query(archiveNow, [[stream]]);
    expect(await store.append(stream, events(1), 3)).toMatchObject({ revision: 4 });
    await mover.query('commit');
    await mover.end();
    expect(await inHotTable(stream)).toBe(1);
    expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
    expect((await verifyStore(pool)).faults).toEqual([]);
  });

  it.each([1, 7, 500])(
    'a subscriber that reads while streams move skips nothing and sees nothing twice (batches of %d)',
    async (batchSize) => {
      const streams = Array.from({ length: 20 }, () => newStream('moving'));
      for (const stream of streams) await store.append(stream, ofCase('a', 5), 'no-stream');
      const maintenance = await connect(database.maintenanceUrl);
      const taken = take(store.subscribe({ batchSize }), streams.length * 6);
      const fromStart = take(
        new PostgresEventStore(pool, { pollEveryMs: 20 }).subscribe({ batchSize }),
        streams.length * 6,
      );
      for (const stream of streams) {
        await maintenance.query(archiveNow, [[stream]]);
        await store.append(stream, ofCase('a', 1), 4);
      }
      await maintenance.end();
      const expected = streams.flatMap((stream) => Array.from({ length: 6 }, (_, revision) => `${stream}@${revision}`));
      for (const seen of [await taken, await fromStart]) {
        const places = seen.map(({ stream, revision }) => `${stream}@${revision}`);
        expect(places).toHaveLength(expected.length);
        expect(new Set(places)).toEqual(new Set(expected));
        const positions = seen.map(({ position }) => Number(position));
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      }
    },
  );

  it('says whom it needs where nobody may archive', async () => {
    const { appUrl: databaseUrl } = database;
    const without = new Archive(pool, { databaseUrl, keys: {}, background: false });
    await expect(without.move([{ stream: 'a', events: 1 }], day)).rejects.toThrow('Set DATABASE_MAINTENANCE_URL');
  });
});

describe('who may archive', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });

  afterAll(() => database.drop());

  const refused = async (url: string, sql: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await expect(client.query(sql)).rejects.toThrow(/permission denied|cannot delete from view/);
    } finally {
      await client.end();
    }
  };

  it.each([
    `select eventstore.archive_streams('{a}', 'infinity')`,
    'delete from eventstore.archived_events',
    'delete from eventstore.all_events',
    'insert into eventstore.archived_events select * from eventstore.events',
    'select * from eventstore.archived_events',
  ])('the application may not %s', (sql) => refused(database.appUrl, sql));

  it.each([
    'select * from eventstore.events',
    'select * from eventstore.all_events',
    'delete from eventstore.events',
    'insert into eventstore.archived_events select * from eventstore.events',
    `select eventstore.append_one('s', -3, gen_random_uuid(), 'a.b', 1, now(), '{}', '{}')`,
    'select * from keyring.data_keys',
    'create schema mine',
    'set role ttg_owner',
  ])('maintenance may not %s', (sql) => refused(database.maintenanceUrl, sql));
});
