import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { openPool } from './pool';

jest.setTimeout(60_000);

/** Longer than a connection may be silent before it is asked after. Seconds. */
const long = 7;

describe('a connection that is silent for a while', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool(database.appUrl);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const whoAsked = async (): Promise<number> => {
    const text = `select from pg_stat_activity where application_name = 'ttg asks after another' and datname = $1`;
    return (await pool.query(text, [database.name])).rowCount ?? 0;
  };

  it('is kept as long as the server works on what it was asked, or waits for a lock; and it is asked after', async () => {
    const holder = await pool.connect();
    await holder.query('select pg_advisory_lock(1)');
    let asked = 0;
    let isDone = false;
    const working = pool.query<{ done: string }>(`select pg_sleep($1) is not null as done`, [long]);
    const waiting = pool.query(`select pg_advisory_lock(1)`);
    void working.finally(() => (isDone = true)).catch(() => undefined);
    while (!isDone) {
      asked += await whoAsked();
      await wait(1);
    }
    expect((await working).rows).toEqual([{ done: true }]);
    expect(asked).toBeGreaterThan(0);
    await holder.query('select pg_advisory_unlock(1)');
    expect((await waiting).rowCount).toBe(1);
    holder.release();
  });
});
