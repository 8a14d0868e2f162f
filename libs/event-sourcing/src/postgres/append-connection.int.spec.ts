import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { events, newStream } from '../../contract/fixtures';
import { AppendConnection } from './append-connection';
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

  it('on which no answer comes is given up, and nobody knows whether it was written', async () => {
    const connection = new AppendConnection(pool, 200);
    const holder = await superuser.connect();
    await holder.query('begin; select pg_advisory_xact_lock(7632999, 1)');
    const waited = await Promise.race([append(connection), delay(8_000, 'for ever')]);
    await holder.query('rollback');
    holder.release();
    expect(waited).toMatchObject({ error: { name: 'EventStoreUnavailable', written: 'unknown' } });
  });
});
