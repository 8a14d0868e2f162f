import { EventStoreUnavailable } from '@ttg/event-sourcing';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { Client, Pool, type PoolConfig } from 'pg';
import { event, events, newStream } from '../../libs/event-sourcing/contract/fixtures';
import { testDatabase, type TestDatabase } from '../postgres/database';

jest.setTimeout(60_000);

/** What a caller is told when the database refuses for a reason of its own: typed, and true. */
let database: TestDatabase;
let superuser: Client;
const pools: Pool[] = [];

const open = (config: PoolConfig = {}): { pool: Pool; store: PostgresEventStore } => {
  const pool = new Pool({ connectionString: database.appUrl, ...config });
  pool.on('error', () => undefined);
  pools.push(pool);
  return { pool, store: new PostgresEventStore(pool) };
};

beforeEach(async () => {
  database = await testDatabase();
  superuser = new Client({ connectionString: database.superUrl });
  superuser.on('error', () => undefined);
  await superuser.connect();
});

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.end();
  await superuser.end();
  await database.drop();
});

const notWritten = { name: 'EventStoreUnavailable', written: 'no' };

/** Refused as not written: nothing is there; and the very same append is written once when the cause is gone. */
const isRefusedThenWritten = async (
  store: PostgresEventStore,
  count: number,
  mend: () => Promise<unknown>,
): Promise<void> => {
  const [stream, other] = [newStream(), newStream()];
  const sent = events(count);
  await expect(store.append(stream, sent, 'no-stream')).rejects.toMatchObject(notWritten);
  await mend();
  const mended = open().store;
  expect(await mended.readStream(stream)).toEqual([]);
  expect(await mended.append(stream, sent, 'no-stream')).toMatchObject({ revision: count - 1, alreadyWritten: false });
  expect(await mended.append(other, events(1), 'no-stream')).toMatchObject({ revision: 0 });
};

/** Whatever the server may say while a row is written: said by a trigger. */
const failWith = async (code: string): Promise<() => Promise<unknown>> => {
  await superuser.query(`
    create function public.fail() returns trigger language plpgsql
      as $$ begin raise exception 'failed as it was told to' using errcode = '${code}'; end $$;
    create trigger fails before insert on eventstore.events for each row execute function public.fail()`);
  return () => superuser.query('drop function public.fail cascade');
};

describe.each([
  ['a lone event', 1],
  ['several', 3],
])('%s', (_, count) => {
  it.each([
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
    ['a full disk', '53100'],
    ['no memory left', '53200'],
    ['a lock that is not to be had', '55P03'],
    ['a statement_timeout', '57014'],
    ['a disk that cannot be read', '58030'],
  ])('that meets %s is not written', async (_what, code) => {
    const mend = await failWith(code);
    await isRefusedThenWritten(open().store, count, mend);
  });

  it('that meets a server that only reads is not written', async () => {
    await superuser.query(`alter database ${database.name} set default_transaction_read_only = on`);
    const mend = () => superuser.query(`alter database ${database.name} reset default_transaction_read_only`);
    await isRefusedThenWritten(open().store, count, mend);
  });

  it.each(['repeatable read', 'serializable'])('on connections that are set to %s is not written', async (level) => {
    const options = `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`;
    await isRefusedThenWritten(open({ options }).store, count, async () => undefined);
  });

  it('that finds all connections of the pool taken is not written', async () => {
    const { pool, store } = open({ max: 1, connectionTimeoutMillis: 50 });
    const taken = await pool.connect();
    await isRefusedThenWritten(store, count, async () => taken.release());
    await expect(store.readAll({ limit: 1 })).resolves.toMatchObject({ events: [{ revision: 0 }] });
  });

  it('that finds all connections of the server taken is not written', async () => {
    await superuser.query(`alter database ${database.name} connection limit 0`);
    const mend = () => superuser.query(`alter database ${database.name} connection limit -1`);
    await isRefusedThenWritten(open().store, count, mend);
  });
});

it('a neighbour in the same call is not harmed by what one event meets', async () => {
  const { store } = open();
  const [good, bad] = [newStream(), newStream()];
  await superuser.query(`
    create function public.fail() returns trigger language plpgsql as $$
    begin if new.stream = '${bad}' then raise exception 'no' using errcode = '23514'; end if; return new; end $$;
    create trigger fails before insert on eventstore.events for each row execute function public.fail()`);
  const holding = store.append(newStream(), [event()], 'any');
  const [written, refused] = await Promise.allSettled([
    store.append(good, events(2), 'no-stream'),
    store.append(bad, events(2), 'no-stream'),
    holding,
  ]);
  expect(written).toMatchObject({ status: 'fulfilled', value: { revision: 1 } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'EventNotStorable' } });
  expect(await store.readStream(bad)).toEqual([]);
});

it('the pool of the application appends also where the database is set to another isolation level', async () => {
  await superuser.query(`alter database ${database.name} set default_transaction_isolation = serializable`);
  const pool = openPool(database.appUrl);
  pools.push(pool);
  expect(await new PostgresEventStore(pool).append(newStream(), events(2), 'any')).toMatchObject({ revision: 1 });
});

it('a pool of the application waits its turn for a connection, and gives up in the end', async () => {
  const pool = openPool(database.appUrl);
  pools.push(pool);
  const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  pool.options.connectionTimeoutMillis = 100;
  const store = new PostgresEventStore(pool);
  await expect(store.append(newStream(), [event()], 'any')).rejects.toBeInstanceOf(EventStoreUnavailable);
  await expect(store.readStream('any')).rejects.toMatchObject(notWritten);
  const waiting = store.append(newStream(), [event()], 'any');
  taken.pop()?.release();
  expect(await waiting).toMatchObject({ revision: 0 });
  for (const client of taken) client.release();
});
