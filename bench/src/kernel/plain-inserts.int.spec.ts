import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../test/postgres/database';
import { BatchedInserts, batchSize } from './batched-inserts';
import { makePlainEvents, PlainInserts } from './plain-inserts';

describe('the baseline of the appends', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await testDatabase();
    await makePlainEvents(database.appUrl);
    pool = new Pool({ connectionString: database.superUrl });
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const linesOf = async (table: string): Promise<readonly string[]> => {
    const [schema, name] = table.split('.');
    const columns = await pool.query<{ line: string }>(
      `select concat_ws(' ', column_name, data_type, is_nullable, collation_name) as line
       from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position`,
      [schema, name],
    );
    const indexes = await pool.query<{ line: string }>(
      `select regexp_replace(indexdef, '.* USING', case when indexdef like '%UNIQUE%' then 'unique' end) as line
       from pg_indexes where schemaname = $1 and tablename = $2 order by 1`,
      [schema, name],
    );
    return [...columns.rows, ...indexes.rows].map(({ line }) => line);
  };

  it('has the columns and the indexes of the event store: it is beaten by nothing it leaves out', async () => {
    const plain = await linesOf('bench.plain_events');
    expect(plain).toEqual(await linesOf('eventstore.events'));
    expect(plain.length).toBeGreaterThan(12);
  });

  const rows = async (): Promise<readonly object[]> => {
    const { rows: written } = await pool.query<object>(
      `select position, revision, length(stream) > 10 as stream, length(hash) as hash, length(metadata::text) > 300 as metadata,
         length(data::text) > 100 as data
       from bench.plain_events order by position`,
    );
    await pool.query('truncate bench.plain_events');
    return written;
  };
  const whole = { revision: '0', stream: true, hash: 32, metadata: true, data: true };

  it('writes whole rows, of the size the store writes', async () => {
    const inserts = await PlainInserts.open(database.appUrl, 1);
    await inserts.insert(0, 'dutyToRefer-1');
    await inserts.close();
    expect(await rows()).toEqual([{ position: '1', ...whole }]);
  });

  it('writes the same rows many at a time', async () => {
    const inserts = await BatchedInserts.open(database.appUrl);
    expect(await inserts.insert()).toBe(batchSize);
    await inserts.close();
    const written = await rows();
    expect(written).toHaveLength(batchSize);
    expect(written.at(-1)).toEqual({ position: String(1 + batchSize), ...whole });
  });
});
