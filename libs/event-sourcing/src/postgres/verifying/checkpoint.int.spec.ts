import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';
import { events } from '../../../contract/fixtures';
import { chainHash } from '../chain-hash';
import { PostgresEventStore } from '../postgres-event-store';
import { readCheckpoint } from './checkpoint';
import { compareWith } from './compare';
import type { Finding } from './report';
import { takeCheckpoint } from './take-checkpoint';
import { verifySince } from './verify-since';
import { verifyStore } from './verify-store';

let database: TestDatabase;
let app: Pool;
let superuser: Pool;
let store: PostgresEventStore;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const now = Temporal.Instant.from('2027-01-12T00:00:03.25Z');
/** Streams whose names are in no order that a person would give them. */
const [one, other, odd] = ['s-a', 's-Z', 's-\u{1F469}\n"'];

beforeEach(async () => {
  database = await testDatabase();
  app = new Pool({ connectionString: database.appUrl });
  superuser = new Pool({ connectionString: database.superUrl });
  store = new PostgresEventStore(app);
  await store.append(one, events(300), 'no-stream');
  await store.append(other, events(1), 'no-stream');
  await store.append(odd, events(3), 'no-stream');
  await store.append(other, events(2), 0);
  await store.append('s-\uFFFD', events(1), 'no-stream');
});

afterEach(async () => {
  await app.end();
  await superuser.end();
  await database.drop();
});

const take = async (key: KeyObject = privateKey): Promise<string> => (await takeCheckpoint(app, key, { now })).text;
const inShort = ({ stream = '', revision, position = '', what }: Finding): string =>
  `${JSON.stringify(stream)}@${revision ?? ''} ${position}: ${what}`;
const comparedWith = async (text: string): Promise<readonly string[]> => {
  const comparison = compareWith(readCheckpoint(text, publicKey));
  return (await verifyStore(app, { comparison })).faults.map(inShort);
};

describe('a checkpoint', () => {
  it('says where the store stands, and is signed', async () => {
    const taken = await takeCheckpoint(app, privateKey, { now });
    const said = { takenAt: '2027-01-12T00:00:03.250Z', position: '307', events: 307, streams: 4 };
    expect(taken).toMatchObject(said);
    const { statement, heads, blocks } = readCheckpoint(taken.text, publicKey);
    expect(statement).toMatchObject({ ...said, eventsRoot: expect.stringMatching(/^[\da-f]{64}$/) as string });
    expect([...heads()].map(({ stream, revision }) => [stream, revision])).toEqual([
      [other, 2],
      [one, 299],
      ['s-\uFFFD', 0],
      [odd, 2],
    ]);
    expect([...blocks()].map((block) => [block.last, block.events])).toEqual([
      ['256', 256],
      ['307', 51],
    ]);
  });

  it('is the same of the same store, and another after one more event', async () => {
    const first = await takeCheckpoint(app, privateKey, { now });
    expect((await takeCheckpoint(app, privateKey, { now })).text).toBe(first.text);
    await store.append(one, events(1), 299);
    const next = await takeCheckpoint(app, privateKey, { now });
    expect(next).toMatchObject({ position: '308', events: 308, streams: 4 });
    expect([next.eventsRoot, next.streamsRoot]).not.toEqual([first.eventsRoot, first.streamsRoot]);
  });

  it('of an empty store says so', async () => {
    await superuser.query('truncate eventstore.events');
    const text = await take();
    expect(readCheckpoint(text, publicKey).statement).toMatchObject({ position: '0', events: 0, streams: 0 });
    expect(await comparedWith(text)).toEqual([]);
  });

  it('is of one position, whatever is appended meanwhile', async () => {
    let appended = 0;
    const { text } = await takeCheckpoint(
      {
        query: (async (...query: Parameters<Pool['query']>) => {
          const answer = await (app.query(...query) as unknown as Promise<unknown>);
          await store.append(one, events(1), 'any');
          await store.append(`s-new-${(appended += 1)}`, events(1), 'any');
          return answer;
        }) as Pool['query'],
      },
      privateKey,
      { now },
    );
    expect(readCheckpoint(text, publicKey).statement).toMatchObject({ position: '307', events: 307, streams: 4 });
    expect(await comparedWith(text)).toEqual([]);
  });

  it('is believed with the key of whoever signed it only', async () => {
    const stranger = generateKeyPairSync('ed25519');
    const text = await take(stranger.privateKey);
    expect(() => readCheckpoint(text, publicKey)).toThrow('not signed with this key');
    expect(readCheckpoint(text, createPublicKey(stranger.privateKey)).statement.events).toBe(307);
  });

  it.each([
    ['a statement of another time', /"takenAt": "2027/, '"takenAt": "2026', 'what it says was changed'],
    ['fewer events', /"events": 307/, '"events": 7', 'what it says was changed'],
    ['other lists', /"heads": "[^"]*"/, '"heads": ""', 'does not unpack'],
    ['lists that are cut off', /("blocks": "[^"]{60})[^"]*"/, '$1"', 'does not unpack'],
    ['something else', /^/, '[', 'holds no checkpoint'],
  ])('with %s is refused', async (_, what, by, sentence) => {
    const text = await take();
    expect(text).toMatch(what);
    expect(() => readCheckpoint(text.replace(what, by), publicKey)).toThrow(sentence);
  });

  it('with the lists of another checkpoint is refused', async () => {
    const text = await take();
    await store.append(one, events(1), 299);
    const heads = /"heads": "[^"]*"/;
    const mixed = text.replace(heads, heads.exec(await take())?.[0] ?? '');
    expect(() => readCheckpoint(mixed, publicKey)).toThrow('not those that were signed');
  });
});

describe('a store compared with a checkpoint', () => {
  it('is as it was, whatever was appended since', async () => {
    const text = await take();
    await store.append(one, events(3), 299);
    await store.append('s-later', events(70), 'no-stream');
    expect(await comparedWith(text)).toEqual([]);
  });

  it('is as it was where streams went into the archive, which hides nothing', async () => {
    const text = await take();
    await superuser.query(`select eventstore.archive_streams(array[$1, $2], '2030-01-01')`, [one, odd]);
    await store.append(odd, events(1), 2);
    expect(await comparedWith(text)).toEqual([]);
    const { events: count, streams } = await verifyStore(app);
    expect([count, streams]).toEqual([308, 4]);
    await superuser.query(`delete from eventstore.archived_events where stream = $1 and revision = 2`, [odd]);
    expect((await comparedWith(text))[0]).toMatch(/@3 308: Revision 2 is missing before it\.$/);
  });

  it('has an event in both tables', async () => {
    await superuser.query(`insert into eventstore.archived_events select * from eventstore.events where position = 1`);
    expect((await verifyStore(app)).faults.map(inShort)).toEqual(
      expect.arrayContaining(['"s-a"@0 1: Another event has the same id.']),
    );
  });

  const tampered = async (sql: string): Promise<readonly string[]> => {
    const text = await take();
    await store.append(odd, events(1), 2);
    await superuser.query(sql);
    return comparedWith(text);
  };

  it('lacks the newest events of a stream', async () => {
    expect(await tampered(`delete from eventstore.events where stream = '${one}' and revision >= 290`)).toEqual([
      '"s-a"@289 290: Revisions 290 to 299 are gone after it: the checkpoint has them.',
      '""@ 257 to 307: The checkpoint has 51 events there, the store 41.',
    ]);
  });

  it('lacks whole streams', async () => {
    const found = await tampered(`delete from eventstore.events where stream in ('${other}', 's-\uFFFD')`);
    expect(found.slice(0, 2)).toEqual([
      '"s-Z"@ : The whole stream is gone: the checkpoint has its revisions 0 to 2.',
      '"s-\uFFFD"@ : The whole stream is gone: the checkpoint has its revisions 0 to 0.',
    ]);
  });

  it('lacks everything', async () => {
    const found = await tampered('truncate eventstore.events');
    expect(found.filter((line) => line.includes('whole stream'))).toHaveLength(4);
    expect(found.filter((line) => line.includes('the store 0'))).toHaveLength(2);
  });

  it('has a stream that was rewritten to its end, with hashes that fit', async () => {
    const text = await take();
    const { rows } = await superuser.query<Parameters<typeof chainHash>[0] & { hash: Buffer }>(
      `select *, metadata::text as metadata, data::text as data from eventstore.events where stream = $1 order by revision`,
      [other],
    );
    let prevHash = rows[0]?.hash ?? Buffer.alloc(32);
    for (const row of rows.slice(1)) {
      const link = { ...row, revision: Number(row.revision), data: '{"number":7}', prevHash };
      const hash = chainHash(link);
      await superuser.query(
        'update eventstore.events set data = $1, prev_hash = $2, hash = $3 where stream = $4 and revision = $5',
        [link.data, prevHash, hash, other, row.revision],
      );
      prevHash = hash;
    }
    expect((await verifyStore(app)).faults).toEqual([]);
    expect(await comparedWith(text)).toEqual([
      '"s-Z"@2 306: It is not the event of the checkpoint: the stream was rewritten, up to it or within.',
      '"s-Z"@1 305: It is not the event that the checkpoint has in this place.',
      '"s-Z"@2 306: It is not the event that the checkpoint has in this place.',
    ]);
  });

  it('has two events of two streams in each other’s places, of which no hash speaks', async () => {
    const text = await take();
    for (const [from, to] of [
      [300, 1000],
      [301, 300],
      [1000, 301],
    ])
      await superuser.query('update eventstore.events set position = $2 where position = $1', [from, to]);
    expect((await verifyStore(app)).faults).toEqual([]);
    expect(await comparedWith(text)).toEqual([
      '"s-Z"@0 300: It is not the event that the checkpoint has in this place.',
      '"s-a"@299 301: It is not the event that the checkpoint has in this place.',
    ]);
  });

  it('has an event that was put in where a number had been left out', async () => {
    await superuser.query(`select setval('eventstore.positions', 350)`);
    await store.append(odd, events(1), 2);
    const text = await take();
    await superuser.query(`select setval('eventstore.positions', 319)`);
    await store.append('s-late', events(1), 'no-stream');
    await superuser.query(`select setval('eventstore.positions', 360)`);
    expect(await comparedWith(text)).toEqual([
      '"s-late"@0 320: It was put in after the checkpoint, at a position before it.',
      '""@ 257 to 351: The checkpoint has 52 events there, the store 53.',
    ]);
  });

  it('has an event later than the checkpoint had it', async () => {
    expect(await tampered('update eventstore.events set position = 500 where position = 307')).toEqual([
      '"s-\uFFFD"@0 500: The checkpoint has it at an earlier position: it was moved.',
      '""@ 257 to 307: The checkpoint has 51 events there, the store 50.',
    ]);
  });
});

describe('what came since a checkpoint', () => {
  const since = async (text: string, sql?: string) => {
    if (sql !== undefined) await superuser.query(sql);
    const report = await verifySince(app, readCheckpoint(text, publicKey));
    return { ...report, faults: report.faults.map(inShort) };
  };

  it('is verified from where each stream stood', async () => {
    const text = await take();
    expect(await since(text)).toMatchObject({ events: 0, streams: 0, faults: [] });
    await store.append(other, events(2), 2);
    await store.append('s-later', events(3), 'no-stream');
    expect(await since(text)).toMatchObject({ upTo: '312', events: 5, streams: 2, faults: [] });
  });

  it('names what does not follow on what the checkpoint has', async () => {
    const text = await take();
    await store.append(other, events(2), 2);
    const found = await since(text, `delete from eventstore.events where stream = '${other}' and revision = 3`);
    expect(found.faults).toEqual([
      '"s-Z"@4 309: Revision 3 is missing before it.',
      '"s-Z"@4 309: Its predecessor is not the one it was written after.',
    ]);
  });

  it('says when the store ends before it', async () => {
    const text = await take();
    const { faults } = await since(text, 'delete from eventstore.events where position > 305');
    expect(faults).toEqual(['""@ 305: The store ends here, and the checkpoint at 307: verify all of it.']);
  });
});
