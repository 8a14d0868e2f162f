import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { storesUnderTest } from '../../../../test/postgres/stores-under-test';
import { eventStoreContract } from '../../contract/event-store.contract';
import { event, events, moment, newStream } from '../../contract/fixtures';
import { take } from '../../contract/subscribing';
import { NamedQuery } from './named-query';
import { PostgresEventStore } from './postgres-event-store';

eventStoreContract('PostgreSQL', () => storesUnderTest((pool) => new PostgresEventStore(pool, { pollEveryMs: 50 })));

describe('PostgreSQL', () => {
  let database: TestDatabase;
  let pool: Pool;
  let superuser: Pool;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    superuser = new Pool({ connectionString: database.superUrl });
    for (const each of [pool, superuser]) each.on('error', () => undefined);
  });

  afterAll(async () => {
    await pool.end();
    await superuser.end();
    await database.drop();
  });

  it('an empty store has no last position, and reading it leads nowhere', async () => {
    const empty = await testDatabase();
    const emptyPool = new Pool({ connectionString: empty.appUrl });
    const store = new PostgresEventStore(emptyPool);
    expect(await store.lastPosition()).toBeUndefined();
    expect(await store.readAll({ limit: 10 })).toEqual({ events: [], upTo: undefined });
    expect(await store.readAll({ limit: 10, types: ['any.thing'] })).toEqual({ events: [], upTo: undefined });
    const taken = take(store.subscribe({}), 1);
    await store.append('first-1', events(1), 'no-stream');
    expect(await taken).toHaveLength(1);
    store.close();
    await emptyPool.end();
    await empty.drop();
  });

  it('keeps the JSON canonical to the byte', async () => {
    const stream = newStream();
    const store = new PostgresEventStore(pool);
    await store.append(stream, [event({ b: 1e21, a: 'é\0\ud800', '\u20ac': [1.0, -0] })], 'no-stream');
    const { rows } = await pool.query<{ data: string }>('select data::text from eventstore.events where stream = $1', [
      stream,
    ]);
    expect(rows[0]?.data).toBe('{"a":"é\\u0000\\ud800","b":1e+21,"€":[1,0]}');
  });

  it('appends that arrive while one is under way go together in one transaction', async () => {
    const store = new PostgresEventStore(pool);
    const streams = Array.from({ length: 40 }, () => newStream());
    await Promise.all(streams.map((stream) => store.append(stream, events(2), 'no-stream')));
    const { rows } = await pool.query<{ transactions: number; inOrder: boolean }>(
      `select count(distinct e.xmin::text)::int as transactions,
         bool_and(e.position = first.position + e.revision) as "inOrder"
       from eventstore.events e join eventstore.events first on first.stream = e.stream and first.revision = 0
       where e.stream = any ($1)`,
      [streams],
    );
    expect(rows).toEqual([{ transactions: 2, inOrder: true }]);
  });

  const holdAppendLock = async () => {
    const holder = await superuser.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(7632999, 1)');
    return async () => {
      await holder.query('rollback');
      holder.release();
    };
  };

  /** Ends the connection that waits for the append lock, once there is one, and returns when it waits no more. */
  const breakWaitingAppend = async () => {
    let ended: unknown;
    for (;;) {
      const { rows } = await superuser.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      );
      const waiting = rows[0]?.pid;
      if (ended !== undefined && waiting !== ended) return;
      if (waiting !== undefined && ended === undefined)
        await superuser.query('select pg_terminate_backend($1)', [waiting]);
      ended ??= waiting;
    }
  };

  it('a connection lost under way is survived by one repeat, and the event is there once', async () => {
    const store = new PostgresEventStore(pool);
    const stream = newStream();
    const release = await holdAppendLock();
    const appended = store.append(stream, events(2), 'no-stream');
    await breakWaitingAppend();
    await release();
    expect(await appended).toMatchObject({ revision: 1 });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('a connection lost twice leaves it unknown whether it was written', async () => {
    const store = new PostgresEventStore(pool);
    const release = await holdAppendLock();
    const appended = expect(store.append(newStream(), events(1), 'any')).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      written: 'unknown',
    });
    await breakWaitingAppend();
    await breakWaitingAppend();
    await appended;
    await release();
  });

  it('an append whose answer was lost after it was written is answered as written', async () => {
    const stream = newStream();
    const written = events(2);
    let answersLost = 0;
    const losingPool = new Pool({ connectionString: database.appUrl });
    losingPool.on('connect', (client) => {
      const send = client.query.bind(client) as (...args: unknown[]) => unknown;
      Object.assign(client, {
        query: (...args: unknown[]) => {
          const [query] = args;
          if (query instanceof NamedQuery && answersLost === 0) {
            answersLost += 1;
            const told = query as unknown as { callback: (error: Error) => void };
            const { callback } = told;
            told.callback = () => callback(new Error('Connection terminated unexpectedly'));
          }
          return send(...args);
        },
      });
    });
    const store = new PostgresEventStore(losingPool);
    expect(await store.append(stream, written, 'no-stream')).toMatchObject({ revision: 1, alreadyWritten: true });
    expect(answersLost).toBe(1);
    await losingPool.end();
  });

  it('a server that cannot be reached has written nothing', async () => {
    const nowhere = new Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    const store = new PostgresEventStore(nowhere);
    const unavailable = { name: 'EventStoreUnavailable', written: 'no' };
    await expect(store.append(newStream(), events(1), 'any')).rejects.toMatchObject(unavailable);
    await expect(store.readStream('any')).rejects.toMatchObject(unavailable);
    await nowhere.end();
  });

  it('a statement that runs out of time has written nothing', async () => {
    const hasty = new Pool({ connectionString: database.appUrl, statement_timeout: 50 });
    const release = await holdAppendLock();
    const store = new PostgresEventStore(hasty);
    await expect(store.append(newStream(), events(1), 'any')).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      written: 'no',
    });
    await release();
    await hasty.end();
  });

  /** One whose polling cannot be what delivers within the test. */
  const listeningOnly = () => new PostgresEventStore(pool, { pollEveryMs: 3_600_000 });

  /** Ends the listening connections to this database, once there is one. */
  const breakListening = async (): Promise<number> => {
    for (;;) {
      const { rowCount } = await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'ttg listen' and query ilike 'listen%' and state = 'idle'`,
      );
      if (rowCount) return rowCount;
    }
  };

  it('another process is heard by its notification', async () => {
    const [here, there] = [listeningOnly(), new PostgresEventStore(pool)];
    const after = await there.lastPosition();
    const caughtUp = moment();
    const taken = take(here.subscribe({ after, onCaughtUp: caughtUp.reach }), 1);
    await caughtUp.reached;
    await there.append(newStream(), events(1), 'no-stream');
    expect(await taken).toHaveLength(1);
    here.close();
  });

  it('goes on delivering when the listening connection is broken', async () => {
    const [here, there] = [listeningOnly(), new PostgresEventStore(pool)];
    const after = await there.lastPosition();
    const caughtUp = moment();
    const stream = newStream();
    const taken = take(here.subscribe({ after, onCaughtUp: caughtUp.reach }), 2);
    await caughtUp.reached;
    expect(await breakListening()).toBe(1);
    await there.append(stream, events(1), 'no-stream');
    expect(await breakListening()).toBe(1);
    await there.append(stream, events(1), 0);
    expect((await taken).map(({ revision }) => revision)).toEqual([0, 1]);
    here.close();
  });

  it('finds by polling what no notification told of', async () => {
    const store = new PostgresEventStore(pool, { pollEveryMs: 20 });
    const after = await store.lastPosition();
    const caughtUp = moment();
    const taken = take(store.subscribe({ after, onCaughtUp: caughtUp.reach }), 1);
    await caughtUp.reached;
    await superuser.query(
      `insert into eventstore.events (position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data)
       values (nextval('eventstore.positions'), 0, now(), 1, gen_random_uuid(), 'silent-1', 'a.b', '', '', '{}', '{}')`,
    );
    expect((await taken).map(({ stream }) => stream)).toEqual(['silent-1']);
    store.close();
  });

  it('a closed store ends its subscriptions and listens no more', async () => {
    const store = listeningOnly();
    const caughtUp = moment();
    const taken = take(store.subscribe({ after: await store.lastPosition(), onCaughtUp: caughtUp.reach }), 1);
    await caughtUp.reached;
    store.close();
    expect(await taken).toEqual([]);
  });
});
