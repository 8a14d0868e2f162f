import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { Pool, type PoolClient } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { events, newStream } from '../../contract/fixtures';
import { AppendConnection } from './append-connection';
import { isRolledBack } from './database-errors';
import { writeItems } from './append-call';
import { appendItem } from '../store/append-item';

describe('the connection of appends', () => {
  let database: TestDatabase;
  let pool: Pool;
  let superuser: Pool;

  beforeEach(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl, max: 1 });
    superuser = new Pool({ connectionString: database.superUrl });
    for (const each of [pool, superuser]) each.on('error', () => undefined);
  });

  afterEach(async () => {
    await pool.end();
    await superuser.end();
    await database.drop();
  });

  const backend = { name: 'backend', text: 'select pg_backend_pid() as pid' };
  const pidOf = async (connection: AppendConnection): Promise<number> =>
    Number((await connection.query(backend, []))[0]);

  /** The socket of the pool's only client. */
  const ownSocket = (of: Pool): Socket | undefined => {
    const [client] = (of as unknown as { _clients: (PoolClient & { connection: { stream: Socket } })[] })._clients;
    return client?.connection.stream;
  };

  const append = async (connection: AppendConnection) =>
    (await writeItems(connection, [appendItem(newStream(), events(1), 'no-stream')]))[0];

  it('is the same from call to call, and given back when nothing is appended', async () => {
    const connection = new AppendConnection(pool);
    const pid = await pidOf(connection);
    expect(await pidOf(connection)).toBe(pid);
    expect(pool.idleCount).toBe(0);
    // The pool has one: this waits until it is given back.
    expect((await pool.query<{ pid: number }>(backend)).rows[0]?.pid).toBe(pid);
  });

  it('that breaks between two appends is replaced, and nobody is told', async () => {
    const connection = new AppendConnection(pool);
    await superuser.query('select pg_terminate_backend($1)', [await pidOf(connection)]);
    expect(await append(connection)).toMatchObject({ result: { revision: 0, alreadyWritten: false } });
  });

  const sleeping = { name: 'sleeping', text: 'select pg_sleep(0.3)' };

  it('takes a call before the one ahead of it is answered, and is the same for both', async () => {
    const connection = new AppendConnection(pool);
    await pidOf(connection);
    const bytesSent = () => ownSocket(pool)?.bytesWritten ?? 0;
    let isAwake = false;
    const slept = connection.query(sleeping, []).then(() => (isAwake = true));
    const before = bytesSent();
    const next = connection.query(backend, []);
    expect({ isAwake, isSent: bytesSent() > before }).toEqual({ isAwake: false, isSent: true });
    expect([await next, isAwake]).toEqual([[String(await pidOf(connection))], true]);
    await slept;
  });

  it('that breaks under several calls fails them all, and is replaced once', async () => {
    const connection = new AppendConnection(pool);
    const broken = await pidOf(connection);
    const calls = [connection.query(sleeping, []), connection.query(sleeping, [])];
    const failed = Promise.allSettled(calls);
    await superuser.query('select pg_terminate_backend($1)', [broken]);
    await expect(calls[0]).rejects.toThrow();
    // The pool has one: there is a new one only if the one that broke is out of it.
    const appended = append(connection);
    expect(await failed).toMatchObject([
      { reason: { code: '57P01' } },
      { reason: { message: expect.stringContaining('Connection terminated') as string } },
    ]);
    expect(await appended).toMatchObject({ result: { alreadyWritten: false } });
    const replaced = await pidOf(connection);
    expect([replaced === broken, await pidOf(connection)]).toEqual([false, replaced]);
  });

  it('of which one call is refused answers the next one as if nothing had been', async () => {
    const connection = new AppendConnection(pool);
    const refused = connection.query({ name: 'refused', text: 'select 1 / 0' }, []);
    const next = connection.query(backend, []);
    await expect(refused).rejects.toMatchObject({ code: '22012' });
    expect(await next).toEqual([String(await pidOf(connection))]);
  });

  it('which failed to prepare a statement has not begun the call behind it, that relied on it', async () => {
    const connection = new AppendConnection(pool);
    const wrong = { name: 'wrong', text: 'select nothing from nowhere' };
    const [first, second] = await Promise.allSettled([connection.query(wrong, []), connection.query(wrong, [])]);
    expect(first).toMatchObject({ reason: { code: '42P01' } });
    expect(second.status === 'rejected' && isRolledBack(second.reason)).toBe(true);
    expect(await append(connection)).toMatchObject({ result: { revision: 0 } });
  });

  it('with a time limit of the client for each query lives longer than that', async () => {
    const limited = new Pool({ connectionString: database.appUrl, max: 1, query_timeout: 150 });
    const connection = new AppendConnection(limited);
    const pids = new Set<number>();
    for (let call = 0; call < 10; call += 1) {
      pids.add(await pidOf(connection));
      await delay(40);
    }
    await limited.end();
    expect(pids.size).toBe(1);
  });

  it('has patience with each call from when it is the next to be answered', async () => {
    const connection = new AppendConnection(pool, 500);
    const pid = await pidOf(connection);
    // The last is answered after 900 ms, each 300 after the one ahead of it.
    await Promise.all([1, 2, 3].map(() => connection.query(sleeping, [])));
    expect(await pidOf(connection)).toBe(pid);
  });

  it('on which no answer comes is given up, and nobody knows whether what was under way was written', async () => {
    const connection = new AppendConnection(pool, 200);
    const holder = await superuser.connect();
    await holder.query('begin; select pg_advisory_xact_lock(7632999, 1)');
    const appended = Promise.all([append(connection), append(connection)]);
    const waited = await Promise.race([appended, delay(8_000, 'for ever', { ref: false })]);
    await holder.query('rollback');
    holder.release();
    const unknown = { error: { name: 'EventStoreUnavailable', written: 'unknown' } };
    expect(waited).toMatchObject([unknown, unknown]);
  });
});
