import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { textArray, uuidArray } from './binary-array';

describe('an array in binary form', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const back = async (type: string, bytes: Buffer): Promise<unknown> =>
    (await pool.query<{ back: unknown }>(`select $1::${type}[] as back`, [bytes])).rows[0]?.back;

  // PostgreSQL keeps no U+0000, and half a character is no UTF-8: neither gets this far.
  const text = fc.string({ unit: 'binary' }).filter((each) => !/[\0\p{Surrogate}]/u.test(each));

  it('holds texts to the character, also quotes, commas, braces and backslashes', async () => {
    const awkward = ['', '{"a":"b\\\\c"}', 'NULL', ',', '"', "'", '\\', 'Zoë 👩🏽‍🦱 مرحبا', '\u0001'];
    expect(await back('text', textArray(awkward))).toEqual(awkward);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1 }), async (texts) =>
        expect(await back('text', textArray(texts))).toEqual(texts),
      ),
    );
  });

  it('holds UUIDs', async () => {
    const uuids = Array.from({ length: 3 }, () => randomUUID());
    expect(await back('uuid', uuidArray(uuids))).toEqual(uuids);
  });

  it('may be empty', async () => {
    expect(await back('text', textArray([]))).toEqual([]);
  });
});
