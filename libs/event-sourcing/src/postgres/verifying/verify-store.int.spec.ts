import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../../test/postgres/database';
import { event, events } from '../../../contract/fixtures';
import { chainHash, noHash } from '../chain-hash';
import { PostgresEventStore } from '../postgres-event-store';
import type { Finding } from './report';
import { verifyStore } from './verify-store';

const early = 'It was recorded before the event that stands before it: it was moved, or a clock was set back.';

const inShort = ({ stream, revision, what }: Finding): string => `${stream}@${revision} ${what}`;

describe('a store', () => {
  let database: TestDatabase;
  let app: Pool;
  let superuser: Pool;
  const [one, other] = ['chain-a', 'chain-b'];

  beforeEach(async () => {
    database = await testDatabase();
    app = new Pool({ connectionString: database.appUrl });
    superuser = new Pool({ connectionString: database.superUrl });
    const store = new PostgresEventStore(app);
    await store.append(one, [event({ said: 'é 👩🏽‍🦱 \0 \ud800' }), ...events(2)], 'no-stream');
    await store.append(other, events(1), 'no-stream');
    await store.append(one, events(1), 2);
    await store.append(other, events(3), 0);
  });

  afterEach(async () => {
    await app.end();
    await superuser.end();
    await database.drop();
  });

  it('is whole as written, one event or many at a time', async () => {
    const progress: number[] = [];
    expect(await verifyStore(app, { onProgress: (read) => progress.push(read) })).toEqual({
      upTo: '8',
      events: 8,
      streams: 2,
      faults: [],
      doubts: [],
    });
    expect(progress).toEqual([8, 16]);
  });

  const faultsAfter = async (tampering: string) => {
    await superuser.query(tampering);
    const { faults } = await verifyStore(app);
    return faults.map(inShort);
  };
  const edited = 'It is not as it was written: its hash does not fit its content.';
  const orphaned = 'Its predecessor is not the one it was written after.';

  it.each([
    ['data', `data = '{"number":7}'`],
    ['data, by white space only', `data = (data::text || ' ')::json`],
    ['metadata', `metadata = '{"recordedAt":"2027-01-11T09:30:00.123Z"}'`],
    ['type', `type = 'contract.thing-happene'`],
    ['version', 'version = 2'],
    ['id', 'id = gen_random_uuid()'],
  ])('names the event whose %s was edited', async (_, assignment) => {
    const tampering = `update eventstore.events set ${assignment} where stream = '${one}' and revision = 1`;
    expect(await faultsAfter(tampering)).toEqual([`${one}@1 ${edited}`]);
  });

  it('names the event after one that was edited and given a fitting hash', async () => {
    const { rows } = await superuser.query<Parameters<typeof chainHash>[0] & { prev_hash: Buffer }>(
      `select *, metadata::text as metadata from eventstore.events where stream = '${one}' and revision = 1`,
    );
    const hash = rows.map((row) => chainHash({ ...row, data: '{}', prevHash: row.prev_hash }).toString('hex'))[0];
    const tampering = `update eventstore.events set data = '{}', hash = '\\x${hash}' where stream = '${one}' and revision = 1`;
    expect(await faultsAfter(tampering)).toEqual([`${one}@2 ${orphaned}`]);
  });

  it('names the event after one that was removed', async () => {
    expect(await faultsAfter(`delete from eventstore.events where stream = '${one}' and revision = 1`)).toEqual([
      `${one}@2 Revision 1 is missing before it.`,
      `${one}@2 ${orphaned}`,
    ]);
  });

  it('names an event that was moved to another stream', async () => {
    const tampering = `update eventstore.events set stream = '${other}', revision = 4 where stream = '${one}' and revision = 3`;
    expect(await faultsAfter(tampering)).toEqual([
      `${other}@4 ${orphaned}`,
      `${other}@4 ${edited}`,
      `${other}@4 Its position is before that of its predecessor.`,
    ]);
  });

  /** Gives the events of revision 1 and 2 each what the other has in a column. */
  const exchanged = (column: 'revision' | 'position'): string => `
    create temp table taken as
      select e.id, other.${column} as given
      from eventstore.events e join eventstore.events other on other.stream = e.stream and other.revision = 3 - e.revision
      where e.stream = '${one}';
    update eventstore.events e set ${column} = -7 - e.revision from taken where taken.id = e.id and e.revision in (1, 2);
    update eventstore.events e set ${column} = given from taken where taken.id = e.id and e.${column} < 0;`;

  it('names events of a stream that were put in another order', async () =>
    expect(await faultsAfter(exchanged('revision'))).toEqual([
      `${one}@1 ${orphaned}`,
      `${one}@1 ${edited}`,
      `${one}@2 ${orphaned}`,
      `${one}@2 ${edited}`,
      `${one}@2 Its position is before that of its predecessor.`,
      `${one}@3 ${orphaned}`,
    ]));

  it('names an event that was given the position of its successor', async () =>
    expect(await faultsAfter(exchanged('position'))).toEqual([
      `${one}@2 Its position is before that of its predecessor.`,
    ]));

  it('names an event whose time of recording was edited beside its metadata', async () => {
    const tampering = `update eventstore.events set recorded_at = recorded_at - interval '1 day' where stream = '${one}' and revision = 0`;
    expect(await faultsAfter(tampering)).toEqual([`${one}@0 Its column recorded_at does not agree with its metadata.`]);
  });

  it('names events that share an id, a position or a revision, where the constraints were taken away', async () => {
    const copied = `insert into eventstore.events select position, revision, recorded_at, version, id, stream, type, prev_hash, hash, metadata, data
      from eventstore.events where stream = '${one}' and revision = 3`;
    const constraints = ['events_pkey', 'one_event_per_revision', 'event_id_used_once'];
    const drops = constraints.map((name) => `alter table eventstore.events drop constraint ${name};`);
    expect(await faultsAfter([...drops, copied].join('\n'))).toEqual(
      expect.arrayContaining([
        `${one}@3 Another event has the same id.`,
        `${one}@3 Another event has the same position.`,
        `${one}@3 Another event has the same revision.`,
      ]),
    );
  });

  it('names an event that was put in before all others', async () => {
    const tampering = `insert into eventstore.events
      select -1, 0, recorded_at, version, gen_random_uuid(), 'chain-c', type, prev_hash, hash, metadata, data
      from eventstore.events where position = 1`;
    expect(await faultsAfter(tampering)).toContain(
      'chain-c@0 Its position is none that the store gives out: it was put in.',
    );
  });

  it('doubts an event that stands where it was not recorded, also where no hash speaks of it', async () => {
    const { rows } = await superuser.query<{ position: string }>(
      `select position from eventstore.events where stream = '${other}' and revision = 0`,
    );
    expect(rows).toEqual([{ position: '4' }]);
    await superuser.query(
      `update eventstore.events set recorded_at = recorded_at - interval '1 hour', metadata = replace(metadata::text, 'T09:30', 'T08:30')::json
       where stream = '${other}' and revision = 0`,
    );
    const { doubts } = await verifyStore(app);
    expect(doubts.map(inShort)).toEqual([`${other}@0 ${early}`]);
  });

  it('of no events is as it was written', async () => {
    await superuser.query('truncate eventstore.events');
    expect(await verifyStore(app)).toEqual({ events: 0, streams: 0, faults: [], doubts: [] });
  });

  it('starts with 32 zero bytes', async () => {
    const { rows } = await app.query<{ prev_hash: Buffer }>(
      'select prev_hash from eventstore.events where revision = 0',
    );
    expect(rows).toEqual([{ prev_hash: noHash }, { prev_hash: noHash }]);
  });
});
