import { randomBytes, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { KeyFault, PersonErased } from './errors';
import { masterKeyId, MasterKeys } from './master-keys';
import { Personal, type Compartment, type SealBinding, type SealedValue } from './personal';
import { PostgresVault } from './postgres-vault';
import { rotateMasterKey } from './rotate-master-key';
import { erased } from './vault';

const [first, second] = [randomBytes(32), randomBytes(32)];
const indexKey = randomBytes(32);

let database: TestDatabase;
let pool: Pool;

beforeEach(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.appUrl });
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

/** A vault with nothing in memory, as after a start. */
const openVault = (...masters: Buffer[]): Promise<PostgresVault> =>
  PostgresVault.open(pool, { masterKeys: new MasterKeys(() => masters), indexKey });

const place = (personId: string, compartment: Compartment = 'identity'): SealBinding => ({
  eventId: randomUUID(),
  eventType: 'people.person-registered',
  field: 'names',
  personId,
  compartment,
});

const sealOne = async (vault: PostgresVault, value: string, binding: SealBinding): Promise<Personal<string>> => {
  const [sealed] = await vault.sealAll([{ value, binding }]);
  return Personal.sealed<string>(sealed as SealedValue, binding);
};

const keyCount = async (): Promise<number> =>
  (await pool.query<{ n: number }>('select count(*)::int as n from keyring.data_keys')).rows[0]?.n ?? 0;

describe('data keys', () => {
  it('are kept over a restart', async () => {
    const sealed = await sealOne(await openVault(first), 'Example', place('her'));
    await expect((await openVault(first)).open(sealed)).resolves.toBe('Example');
  });

  it('are looked up together where many writers need some at the same moment', async () => {
    const people = Array.from({ length: 20 }, () => randomUUID());
    const before = await openVault(first);
    for (const person of people) await sealOne(before, 'Example', place(person));
    const vault = await openVault(first);
    const asked = jest.spyOn(pool, 'query');
    const sealed = await Promise.all(people.map((person) => sealOne(vault, `Example of ${person}`, place(person))));
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    await expect(Promise.all(sealed.map((one) => before.open(one)))).resolves.toEqual(
      people.map((person) => `Example of ${person}`),
    );
  });

  it('are made once, however many writers need one at the same time', async () => {
    const vaults = await Promise.all(Array.from({ length: 6 }, () => openVault(first)));
    const people = Array.from({ length: 5 }, () => randomUUID());
    const sealed = await Promise.all(
      vaults.flatMap((vault, turn) =>
        // Each writer takes them in another order: they must not wait for each other in a ring.
        (turn % 2 ? [...people].reverse() : people).map((person) => sealOne(vault, 'Example', place(person))),
      ),
    );
    expect(await keyCount()).toBe(people.length);
    const opened = await (await openVault(first)).openAll(sealed);
    expect(new Set(opened)).toEqual(new Set(['Example']));
  });

  it('of many people are sealed with in one go, in their order', async () => {
    const vault = await openVault(first);
    const places = ['a', 'b', 'a', 'c'].map((person) => place(person));
    const sealed = await vault.sealAll(places.map((binding, index) => ({ value: index, binding })));
    const personal = sealed.map((one, index) => Personal.sealed(one, places[index] as SealBinding));
    await expect(vault.openAll(personal)).resolves.toEqual([0, 1, 2, 3]);
    expect(await keyCount()).toBe(3);
  });

  it('stand in the database only wrapped', async () => {
    const sealed = await sealOne(await openVault(first), 'Example', place('her'));
    const { rows } = await pool.query<{ wrapped: Buffer }>('select wrapped from keyring.data_keys');
    expect(rows[0]?.wrapped).toHaveLength(12 + 32 + 16);
    await expect(openVault(second)).rejects.toThrow(KeyFault);
    await expect((await openVault(second, first)).open(sealed)).resolves.toBe('Example');
  });

  it('cannot be deleted by the application, nor a person un-erased', async () => {
    await (await openVault(first)).destroyKeys('her');
    await expect(pool.query('delete from keyring.data_keys')).rejects.toThrow(/permission denied/);
    await expect(pool.query('delete from keyring.erased')).rejects.toThrow(/permission denied/);
    await expect(pool.query('truncate keyring.data_keys')).rejects.toThrow(/permission denied/);
  });
});

describe('destroying her keys', () => {
  it('leaves nothing of them in the table, and a note that they were', async () => {
    const vault = await openVault(first);
    const sealed = await sealOne(vault, 'Example', place('her'));
    await vault.destroyKeys('her');
    const { rows } = await pool.query('select wrapped, master_key_id, destroyed_at from keyring.data_keys');
    expect(rows).toEqual([{ wrapped: null, master_key_id: null, destroyed_at: expect.any(Date) as Date }]);
    await expect(vault.open(sealed)).resolves.toBe(erased);
    await expect((await openVault(first)).open(sealed)).resolves.toBe(erased);
  });

  /** Does one thing and leaves its transaction open until another waits for it. */
  const whileOpen = async (sql: string, values: unknown[], other: () => Promise<unknown>): Promise<unknown> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(sql, values);
      const waiting = other();
      // Other suites run on this server, in databases of their own.
      const isWaiting = `select from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`;
      while ((await client.query(isWaiting)).rowCount === 0);
      await client.query('commit');
      return await waiting;
    } finally {
      client.release(true);
    }
  };

  it('wins against a writer that comes while it goes on', async () => {
    const writer = await openVault(first);
    const sealing = whileOpen('select keyring.erase($1, $2)', ['her', ['identity']], () =>
      sealOne(writer, 'Example', place('her')),
    );
    await expect(sealing).rejects.toThrow(PersonErased);
    expect(await keyCount()).toBe(0);
  });

  it('takes the key of a writer that came just before', async () => {
    const ring = new MasterKeys(() => [first]);
    const vault = await openVault(first);
    const key = ring.wrap(randomUUID(), randomBytes(32), { personId: 'her', compartment: 'identity', reference: '' });
    await whileOpen(
      'select keyring.add_keys($1, $2, $3, $4, $5, $6)',
      [[key.keyId], ['her'], ['identity'], [''], [key.wrapped], key.masterKeyId],
      () => vault.destroyKeys('her'),
    );
    const { rows } = await pool.query('select wrapped from keyring.data_keys');
    expect(rows).toEqual([{ wrapped: null }]);
  });

  it('can be said twice', async () => {
    const vault = await openVault(first);
    await vault.destroyKeys('her');
    await expect(vault.destroyKeys('her')).resolves.toBeUndefined();
  });
});

describe('rotating the master key', () => {
  const people = Array.from({ length: 1100 }, (_, index) => `person ${index}`);

  const sealForAll = async (): Promise<readonly Personal<string>[]> => {
    const vault = await openVault(first);
    const places = people.map((person) => place(person));
    const sealed = await vault.sealAll(places.map((binding) => ({ value: binding.personId, binding })));
    return sealed.map((one, index) => Personal.sealed<string>(one, places[index] as SealBinding));
  };

  it('wraps every key again, so that the old master can go', async () => {
    const sealed = await sealForAll();
    const progress: number[] = [];
    const done = await rotateMasterKey(pool, new MasterKeys(() => [second, first]), (count) => progress.push(count));
    expect(done).toBe(people.length);
    expect(progress).toEqual([500, 1000, 1100]);
    await expect((await openVault(second)).openAll(sealed)).resolves.toEqual(people);
    await expect(openVault(first)).rejects.toThrow(/MASTER_KEY/);
  });

  it('goes on where it was stopped, and everything opens in between', async () => {
    const sealed = await sealForAll();
    const ring = new MasterKeys(() => [second, first]);
    const stop = (): never => {
      throw new Error('power cut');
    };
    await expect(rotateMasterKey(pool, ring, stop)).rejects.toThrow('power cut');
    await expect((await openVault(second, first)).openAll(sealed)).resolves.toEqual(people);
    await expect(rotateMasterKey(pool, ring)).resolves.toBe(people.length - 500);
    await expect(rotateMasterKey(pool, ring)).resolves.toBe(0);
  });

  it('is noticed by a process that runs on with the old ring, as soon as its file has the new one', async () => {
    let file = [first];
    const running = await PostgresVault.open(pool, { masterKeys: new MasterKeys(() => file), indexKey });
    await sealOne(running, 'Example', place('known'));
    file = [second, first];
    await rotateMasterKey(pool, new MasterKeys(() => file));
    file = [second];
    const sealed = await sealOne(running, 'Example', place('new'));
    await expect((await openVault(second)).open(sealed)).resolves.toBe('Example');
  });

  it('lets no process make a key under a retired master', async () => {
    const running = await openVault(first);
    await sealOne(running, 'Example', place('known'));
    await rotateMasterKey(pool, new MasterKeys(() => [second, first]));
    await expect(sealOne(running, 'Example', place('new'))).rejects.toThrow(/retired/);
  });

  it('can be turned back', async () => {
    const sealed = await sealForAll();
    await rotateMasterKey(pool, new MasterKeys(() => [second, first]));
    await rotateMasterKey(pool, new MasterKeys(() => [first, second]));
    const vault = await openVault(first);
    await expect(vault.openAll(sealed)).resolves.toEqual(people);
    await expect(sealOne(vault, 'Example', place('new'))).resolves.toBeDefined();
  });

  it('leaves destroyed keys destroyed', async () => {
    const vault = await openVault(first);
    const sealed = await sealOne(vault, 'Example', place('her'));
    await vault.destroyKeys('her');
    await expect(rotateMasterKey(pool, new MasterKeys(() => [second, first]))).resolves.toBe(0);
    await expect((await openVault(second)).open(sealed)).resolves.toBe(erased);
    expect(masterKeyId(first)).not.toBe(masterKeyId(second));
  });
});

describe('the blind index', () => {
  it('is the same for ever, and another for another kind', async () => {
    const [vault, later] = [await openVault(first), await openVault(second)];
    expect(vault.blindIndex('prison-number', 'A1234BC')).toBe(later.blindIndex('prison-number', 'A1234BC'));
    expect(vault.blindIndex('prison-number', 'A1234BC')).not.toBe(vault.blindIndex('crn', 'A1234BC'));
    expect(vault.blindIndex('a', 'bc')).not.toBe(vault.blindIndex('ab', 'c'));
    expect(vault.blindIndex('prison-number', 'A1234BC')).toMatch(/^[\w-]{43}$/);
  });

  it('refuses to start with another index key: nobody would be found', async () => {
    await openVault(first);
    const other = PostgresVault.open(pool, { masterKeys: new MasterKeys(() => [first]), indexKey: randomBytes(32) });
    await expect(other).rejects.toThrow(/INDEX_KEY/);
  });
});
