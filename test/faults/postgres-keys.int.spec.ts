import {
  defineEvent,
  EventRegistry,
  KeyFault,
  MasterKeys,
  Personal,
  PostgresVault,
  SealingCodec,
} from '@ttg/event-sourcing';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { event } from '../../libs/event-sourcing/contract/fixtures';
import { testDatabase, type TestDatabase } from '../postgres/database';

/** A wrong or missing key: a typed error that says what to do, and nothing written under it. */
const named = defineEvent<{ name: Personal<string>; on: string }>()('keys.named', { sealed: { name: 'identity' } });
const [right, wrong] = [1, 2].map((byte) => Buffer.alloc(32, byte));
const indexKey = Buffer.alloc(32, 3);

let database: TestDatabase;
let pool: Pool;
let store: PostgresEventStore;

beforeEach(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.appUrl });
  store = new PostgresEventStore(pool);
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

const ringOf = (...masters: (Buffer | undefined)[]): MasterKeys =>
  new MasterKeys(() => masters.flatMap((master) => (master ? [master] : [])));

const open = async (masterKeys: MasterKeys, key = indexKey) => {
  const vault = await PostgresVault.open(pool, { masterKeys, indexKey: key });
  const registry = new EventRegistry();
  registry.add({ named });
  return { vault, codec: new SealingCodec(registry, vault) };
};

type Opened = Awaited<ReturnType<typeof open>>;

const write = async ({ codec }: Opened, stream: string): Promise<void> => {
  const name = Personal.of('Synthetic Example');
  const { metadata } = event();
  const encoded = await codec.encode([{ event: named({ name, on: '2027-03-31' }), id: v7(), metadata }]);
  await store.append(stream, encoded, 'any');
};

const read = async ({ codec, vault }: Opened, stream: string): Promise<unknown> => {
  const [stored] = await store.readStream(stream);
  if (!stored) throw new Error('It was written.');
  const { data } = codec.decode(stored);
  const { name } = data as { name: Personal<string> };
  return vault.open(name);
};

const asSuperuser = async (sql: string): Promise<void> => {
  const client = new Client({ connectionString: database.superUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
};

const countOf = async (table: string): Promise<number> =>
  Number((await pool.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);

it('a master key that is not the one of this keyring is refused before anything is written with it', async () => {
  await write(await open(ringOf(right)), 'named-1');
  await expect(open(ringOf(wrong))).rejects.toThrow(KeyFault);
  await expect(open(ringOf(right), Buffer.alloc(32, 9))).rejects.toThrow('INDEX_KEY is not the one');
  expect(await countOf('keyring.data_keys')).toBe(1);
  expect(await read(await open(ringOf(right)), 'named-1')).toBe('Synthetic Example');
});

it('a key that the keyring has lost is named, its event is not written over, and all that is not sealed reads', async () => {
  await write(await open(ringOf(right)), 'named-1');
  await asSuperuser('delete from keyring.data_keys');
  const opened = await open(ringOf(right));
  await expect(read(opened, 'named-1')).rejects.toMatchObject({ name: 'SealBroken', reason: 'unknown-key' });
  const [stored] = await store.readStream('named-1');
  expect(stored?.data['on']).toBe('2027-03-31');
});

it('a key that was put in the place of another does not open', async () => {
  const opened = await open(ringOf(right));
  await write(opened, 'named-1');
  await asSuperuser(`update eventstore.events set data = replace(data::text, '"identity.', '"health.')::json`);
  await expect(read(await open(ringOf(right)), 'named-1')).rejects.toMatchObject({
    name: 'SealBroken',
    reason: 'does-not-open',
  });
});

it('a wrapped key that was damaged opens nothing and seals nothing: the append is not made', async () => {
  await write(await open(ringOf(right)), 'named-1');
  await asSuperuser(`update keyring.data_keys set wrapped = set_byte(wrapped, 20, (get_byte(wrapped, 20) + 1) % 256)`);
  const opened = await open(ringOf(right));
  await expect(read(opened, 'named-1')).rejects.toThrow(KeyFault);
  await expect(write(opened, 'named-1')).rejects.toThrow(KeyFault);
  expect(await store.readStream('named-1')).toHaveLength(1);
});
