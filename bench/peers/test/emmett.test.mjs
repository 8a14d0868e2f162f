import {
  CommandHandler,
  isExpectedVersionConflictError,
  STREAM_DOES_NOT_EXIST,
  STREAM_EXISTS,
} from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  postgreSQLEventStoreConsumer,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import pg from 'pg';
import { testServer } from './ground.mjs';
import { breaks, until } from './scenarios.mjs';

const newDatabase = testServer();
const ours = (file, name) => ({ file: `libs/event-sourcing/${file}`, test: name });

let url, pool, store;

beforeEach(async () => {
  url = await newDatabase(`emmett_${randomUUID().replaceAll('-', '')}`);
  pool = new pg.Pool({ connectionString: url });
  store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
});

afterEach(async () => {
  await store.close();
  await pool.end();
});

const happened = (name) => ({ type: 'Happened', data: { name } });
const newStream = () => `thing-${randomUUID()}`;
const append = (stream, name, options) => store.appendToStream(stream, [happened(name)], options);
const namesIn = async (stream) => (await store.readStream(stream)).events.map(({ data }) => data.name);

const deferred = () => {
  let resolve;
  const promise = new Promise((whenResolved) => (resolve = whenResolved));
  return { promise, resolve };
};

/** What Emmett's append does in its transaction, statement by statement. */
const appendRaw = (client, name) =>
  client.query(
    `select * from emt_append_to_stream(array[$1], array[$2]::jsonb[], array['{}']::jsonb[], array['1'], array['Happened'], array['E'],
       $3, 'thing', null, 'emt:default')`,
    [randomUUID(), JSON.stringify({ name }), newStream()],
  );

/** Follows all events from the beginning, until those that are awaited have come. @returns the names of all that came. */
const follow = async (batchSize, whileFollowing, isOver) => {
  const seen = [];
  const consumer = postgreSQLEventStoreConsumer({
    connectionString: url,
    pulling: { batchSize, pullingFrequencyInMs: 5 },
  });
  consumer.reactor({ processorId: 'follower', eachMessage: ({ data }) => void seen.push(data.name) });
  const ended = consumer.start();
  try {
    await whileFollowing();
    await until(() => isOver(seen));
  } finally {
    await consumer.close();
    await ended;
  }
  return seen.sort();
};

describe('a consumer', () => {
  test('is given what was appended one after the other', async () => {
    const one = async () => {
      for (const name of ['a', 'b', 'c']) await append(newStream(), name);
    };
    assert.deepEqual(await follow(100, one, (seen) => seen.includes('c')), ['a', 'b', 'c']);
  });

  for (const batchSize of [1, 100]) {
    const kept = ours(
      'contract/racing.ts',
      'whatever commits first, a subscriber skips nothing, sees nothing twice and each stream in order',
    );
    breaks(`every event is given to every consumer, in batches of ${batchSize}`, kept, async () => {
      // The transaction of `late` is the older one, and its place in the order is the later one.
      const overlapping = async () => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        await client.query('begin');
        await client.query('select pg_current_xact_id()');
        await append(newStream(), 'early');
        await appendRaw(client, 'late');
        await client.query('commit');
        await client.end();
        await append(newStream(), 'last');
      };
      const seen = await follow(batchSize, overlapping, (names) => names.includes('last'));
      if (!seen.includes('late')) throw new Error('The overlapping append itself did not come.');
      assert.ok(seen.includes('early'), `only ${seen.join(' and ')} came`);
    });
  }
});

describe('an expectation', () => {
  test('of a version is enforced', async () => {
    const stream = newStream();
    await append(stream, 'first');
    await assert.rejects(append(stream, 'second', { expectedStreamVersion: 7n }), isExpectedVersionConflictError);
    assert.deepEqual(await namesIn(stream), ['first']);
  });

  const isEnforced = ours(
    'contract/appending.ts',
    '%s is refused of a stream of %d events, and the refusal says revision %s',
  );
  breaks('a stream that must not exist does not', isEnforced, async () => {
    const stream = newStream();
    await append(stream, 'first');
    await append(stream, 'second', { expectedStreamVersion: STREAM_DOES_NOT_EXIST }).catch(() => undefined);
    assert.deepEqual(await namesIn(stream), ['first']);
  });

  breaks('a stream that must exist does', isEnforced, async () => {
    const stream = newStream();
    await append(stream, 'first', { expectedStreamVersion: STREAM_EXISTS }).catch(() => undefined);
    assert.deepEqual(await namesIn(stream), []);
  });

  const oneWins = ours(
    'contract/racing.ts',
    'of many that would create a stream, exactly one does, and the others are told what is there',
  );
  breaks('of two who open the same account, one is refused', oneWins, async () => {
    const stream = newStream();
    const handle = CommandHandler({ evolve: () => ({ opened: true }), initialState: () => ({ opened: false }) });
    let isRead = false;
    const first = deferred();
    // The second one has read before the first one writes, and writes after it.
    const second = handle(store, stream, async ({ opened }) => {
      if (opened) throw new Error('It is open already.');
      isRead = true;
      await first.promise;
      return happened('opened');
    }).catch(() => undefined);
    await until(() => isRead);
    await handle(store, stream, () => happened('opened'));
    first.resolve();
    await second;
    assert.deepEqual(await namesIn(stream), ['opened']);
  });

  const neverRefused = ours('contract/appending.ts', 'writers that expect nothing are never refused');
  breaks('who expects nothing is never refused', neverRefused, async () => {
    const stream = newStream();
    await append(stream, 'first');
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => append(stream, `${index}`)));
    const refused = outcomes.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
    if (!refused.every(isExpectedVersionConflictError))
      throw new Error('It failed for another reason.', { cause: refused });
    assert.equal(refused.length, 0, `${refused.length} of 10 were refused`);
  });
});

describe('a rebuild', () => {
  const projection = pongoSingleStreamProjection({
    collectionName: 'things',
    canHandle: ['Happened'],
    initialState: () => ({ count: 0 }),
    evolve: ({ count, ...others }) => ({ ...others, count: count + 1 }),
  });
  const rebuild = async () => {
    const consumer = rebuildPostgreSQLProjections({ connectionString: url, projection });
    await consumer.start();
    await consumer.close();
    return (await pool.query('select count(*)::int as documents from things')).rows[0].documents;
  };

  test('makes a document for each stream', async () => {
    for (const name of ['a', 'b', 'c']) await append(newStream(), name);
    assert.equal(await rebuild(), 3);
  });

  const again = ours(
    'src/projections/rebuild.int.spec.ts',
    'mends rows that were changed, and the projection goes on from there',
  );
  breaks('what was rebuilt once can be rebuilt again', again, async () => {
    for (const name of ['a', 'b', 'c']) await append(newStream(), name);
    await rebuild();
    assert.equal(
      await rebuild(),
      3,
      'the second rebuild emptied the read model, and went on from where the first had ended',
    );
  });
});
