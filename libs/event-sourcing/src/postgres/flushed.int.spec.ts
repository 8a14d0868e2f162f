import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { event, events, moment, newStream } from '../../contract/fixtures';
import { take } from '../../contract/subscribing';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres';
import { readLockFile } from '../embedded-postgres/lock-file';
import { EventStoreUnavailable } from '../store/errors';
import type { StoredEvent } from '../store/event-store';
import { migrate } from './migrate';
import { PostgresEventStore } from './postgres-event-store';

/** What the log says of it: is everything that was visible a moment ago on disk? */
const isOnDisk = async (pool: Pool, visibleAt: string): Promise<boolean> => {
  const sql = 'select pg_current_wal_flush_lsn() >= $1::pg_lsn as "onDisk"';
  const { rows } = await pool.query<{ onDisk: boolean }>(sql, [visibleAt]);
  return rows[0]?.onDisk ?? false;
};

describe('an event that is visible before it is on disk', () => {
  let database: TestDatabase;
  let pool: Pool;
  let writer: Client;
  let store: PostgresEventStore;

  beforeEach(async () => {
    database = await testDatabase();
    // The server of the tests does not wait for its disk by itself.
    pool = new Pool({ connectionString: database.appUrl, options: '-c synchronous_commit=on' });
    writer = new Client({ connectionString: database.appUrl });
    await writer.connect();
    store = new PostgresEventStore(pool, { pollEveryMs: 50 });
  });

  afterEach(async () => {
    store.close();
    await writer.end();
    await pool.end();
    await database.drop();
  });

  const [stream, [first]] = [newStream(), events(1)];

  /** As another process would, after the first commit of eventstore.append_many_and_flush. @returns the end of the log */
  const appendUnsafely = async (): Promise<string> => {
    await writer.query('begin');
    await writer.query('set local synchronous_commit = off');
    await writer.query(
      `select eventstore.append_many(array[$1], array[-1::bigint], array[1], array[$2::uuid], array[$3], array[1], array[now()],
         array['{"recordedAt":"2027-01-11T09:30:00Z"}'], array['{}'])`,
      [stream, first?.id, first?.type],
    );
    await writer.query('commit');
    const { rows } = await writer.query<{ lsn: string }>('select pg_current_wal_insert_lsn() as lsn');
    return rows[0]?.lsn ?? '';
  };

  it.each<[string, () => Promise<unknown>]>([
    ['the stream is read', () => store.readStream(stream)],
    ['the stream is read backwards', () => store.readStream(stream, { direction: 'backwards', limit: 1 })],
    ['it is found by its id', () => store.findEvent(first?.id ?? '')],
    ['all is read', () => store.readAll({ limit: 1 })],
    ['all is read that others wrote', () => store.readAll({ limit: 1, types: ['never.written'] })],
    ['the last position is asked for', () => store.lastPosition()],
    ['a subscription gives it', () => take(store.subscribe({}), 1)],
    ['its append is repeated', () => store.append(stream, [event({}, { id: first?.id })], 'no-stream')],
  ])('is on disk when %s', async (_, use) => {
    const visibleAt = await appendUnsafely();
    await use();
    expect(await isOnDisk(pool, visibleAt)).toBe(true);
  });

  it.each<[string, readonly Parameters<PostgresEventStore['append']>[]]>([
    ['a lone event', [[newStream(), events(1), 'any']]],
    ['gathered events', [[newStream(), events(2), 'any']]],
    // The second and the third are gathered while the first is on its way.
    ['gathered first events', ['one', 'two', 'three'].map((name) => [name, events(1), 'no-stream'] as const)],
  ])('whoever is notified of %s knows that it is on disk, and need not ask', async (_, appends) => {
    const otherPool = new Pool({ connectionString: database.appUrl, options: '-c synchronous_commit=on' });
    const other = new PostgresEventStore(otherPool, { pollEveryMs: 600_000 });
    const caughtUp = moment();
    const taken = take(
      store.subscribe({ onCaughtUp: caughtUp.reach }),
      appends.flatMap(([, written]) => written).length,
    );
    await caughtUp.reached;
    const asked = jest.spyOn(pool, 'query');
    await Promise.all(appends.map((append) => other.append(...append)));
    await taken;
    const flushes = asked.mock.calls.filter(([query]) => JSON.stringify(query).includes('pg_logical_emit_message'));
    expect(flushes).toEqual([]);
    await otherPool.end();
  });

  it('costs nothing more once it is known to be on disk', async () => {
    await appendUnsafely();
    await store.readAll({ limit: 1 });
    const asked = jest.spyOn(pool, 'query');
    await store.readStream(stream);
    await store.readAll({ limit: 10 });
    expect(asked).toHaveBeenCalledTimes(2);
  });
});

it('what was acknowledged or given out is there after the server was killed', async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-flushed-'));
  chmodSync(folder, 0o711);
  const start = () => startEmbeddedPostgres(join(folder, 'data'));
  const silent = (pool: Pool): Pool => pool.on('error', () => undefined);
  let postgres = await start();
  await migrate({ migrationUrl: postgres.ownerUrl, appRole: new URL(postgres.appUrl).username });
  const pools = [1, 2].map(() => silent(new Pool({ connectionString: postgres.appUrl })));
  const [writing, reading] = pools.map((pool) => new PostgresEventStore(pool, { pollEveryMs: 50 }));
  if (!writing || !reading) throw new Error('There are two of them.');

  const known = new Map<string, string>();
  const note = ({ position, id }: Pick<StoredEvent, 'position' | 'id'>) => known.set(position, id);
  const stop = new AbortController();
  const enough = new Promise<void>((resolve) => {
    void (async () => {
      for await (const batch of reading.subscribe({ signal: stop.signal })) {
        batch.events.forEach(note);
        if (known.size > 2_000) resolve();
      }
    })();
  });
  const write = async (): Promise<unknown> => {
    for (;;) {
      const one = event();
      try {
        const { position } = await writing.append(newStream(), [one], 'no-stream');
        note({ position, id: one.id });
      } catch (error) {
        return error;
      }
    }
  };
  const writers = Array.from({ length: 16 }, write);
  await enough;
  // An immediate shutdown: nothing is written out, the log is played again at the next start.
  process.kill(readLockFile(join(folder, 'data', 'postgres'))?.pid ?? 0, 'SIGQUIT');
  for (const error of await Promise.all(writers)) expect(error).toBeInstanceOf(EventStoreUnavailable);
  stop.abort();
  for (const pool of pools) await pool.end();
  await postgres.stop().catch(() => undefined);

  postgres = await start();
  const pool = silent(new Pool({ connectionString: postgres.appUrl }));
  const { rows } = await pool.query<{ position: string; id: string }>('select position, id from eventstore.all_events');
  const kept = new Map(rows.map(({ position, id }) => [position, id]));
  expect([...known].filter(([position, id]) => kept.get(position) !== id)).toEqual([]);
  await pool.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
