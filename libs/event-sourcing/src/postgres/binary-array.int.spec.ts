import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { bigintArray, instantArray, integerArray, textArray, uuidArray } from './binary-array';

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

  it('holds whole numbers', async () => {
    const small = fc.integer();
    await fc.assert(
      fc.asyncProperty(fc.array(small, { minLength: 1 }), async (numbers) =>
        expect(await back('integer', integerArray(numbers))).toEqual(numbers),
      ),
    );
    const large = fc.maxSafeInteger();
    await fc.assert(
      fc.asyncProperty(fc.array(large, { minLength: 1 }), async (numbers) =>
        expect(await back('bigint', bigintArray(numbers))).toEqual(numbers.map(String)),
      ),
    );
  });

  it('holds instants as PostgreSQL reads them, to the microsecond', async () => {
    const sameAs = async (instants: readonly string[]): Promise<void> => {
      const { rows } = await pool.query<{ binary: string[]; text: string[] }>(
        'select $1::timestamptz[]::text[] as binary, $2::timestamptz[]::text[] as text',
        [instantArray(instants), instants],
      );
      expect(rows[0]?.binary).toEqual(rows[0]?.text);
    };
    await sameAs([
      '0001-01-01T00:00:00Z',
      '1999-12-31T23:59:59.999999Z',
      '2000-01-01T00:00:00Z',
      '2027-03-05T09:12:44.5Z',
      '2027-03-05T09:12:44.512Z',
      '2027-03-05T09:12:44.5127Z',
      '2027-03-05T09:12:44.512999700Z',
      '9999-12-31T23:59:59.123456789Z',
    ]);
    const anyInstant = fc
      .tuple(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        fc.stringMatching(/^\d{0,3}$/),
      )
      .map(([date, digits]) => date.toISOString().replace('Z', `${digits}Z`));
    await fc.assert(fc.asyncProperty(fc.array(anyInstant, { minLength: 1 }), sameAs));
  });

  it('may be empty', async () => {
    expect(await back('text', textArray([]))).toEqual([]);
    expect(await back('integer', integerArray([]))).toEqual([]);
  });
});
