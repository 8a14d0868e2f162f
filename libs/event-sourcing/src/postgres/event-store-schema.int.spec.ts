import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { besideSchemas, schemasOf, schemaText } from '../../../../test/postgres/schema-text';
import { events, newStream } from '../../contract/fixtures';
import { PostgresEventStore } from './postgres-event-store';

/** All that migrations make. The catalogue is asked as well, so that none is forgotten here. */
const schemas = [
  ...['access', 'councils', 'custody', 'eventstore', 'exchange', 'health', 'hmpps', 'housing', 'keyring', 'people'],
  ...['platform', 'projections', 'readiness', 'relay', 'sharing'],
];

describe('the schema', () => {
  let database: TestDatabase;
  let app: Pool;
  let superuser: Pool;
  let store: PostgresEventStore;

  beforeAll(async () => {
    database = await testDatabase();
    app = new Pool({ connectionString: database.appUrl });
    superuser = new Pool({ connectionString: database.superUrl });
    store = new PostgresEventStore(app);
    await store.append('kept-1', events(2), 'no-stream');
  });

  afterAll(async () => {
    await app.end();
    await superuser.end();
    await database.drop();
  });

  it('is in all of these schemas, and nowhere else', async () => {
    expect(await schemasOf(superuser)).toEqual(schemas);
    expect(await besideSchemas(superuser)).toEqual(['extension plpgsql']);
  });

  it.each(schemas)('%s is what was agreed on', async (schema) => {
    expect(await schemaText(superuser, schema)).toMatchSnapshot();
  });

  it.each([
    ['insert', `insert into eventstore.events select * from eventstore.events`],
    ['update', `update eventstore.events set data = '{}'`],
    ['delete', 'delete from eventstore.events'],
    ['truncate', 'truncate eventstore.events'],
    ['merge', 'merge into eventstore.events e using eventstore.events s on e.id = s.id when matched then delete'],
    ['lock', 'do $$ begin lock eventstore.events in exclusive mode; end $$'],
    ['select for update', 'select from eventstore.events for update'],
    ['take a position', `select nextval('eventstore.positions')`],
    ['move the positions', `select setval('eventstore.positions', 1)`],
    ['say that something was archived', `select nextval('eventstore.archive_moves')`],
    ['alter', 'alter table eventstore.events add column note text'],
    ['drop', 'drop table eventstore.events'],
    [
      'add a trigger',
      'create trigger t before insert on eventstore.events execute function suppress_redundant_updates_trigger()',
    ],
    ...['append', 'append_one', 'append_event', 'append_first', 'append_firsts', 'append_many'].map(
      (name): [string, string] => [
        `replace ${name}`,
        `create or replace function eventstore.${name}() returns void language sql return null`,
      ],
    ),
    ['call what is inside it', `select eventstore.answer_known('kept-1', '{}')`],
    ['edit the ledger of migrations', 'delete from eventstore.migrations'],
    ['become the owner', 'set role ttg_owner'],
  ])('the application may not %s', async (_, sql) => {
    await expect(app.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    expect(await store.readStream('kept-1')).toHaveLength(2);
  });

  it.each([
    ...['append', 'append_many'].map(
      (name) =>
        `eventstore.${name}(array[$1], array[-1::bigint], array[1], array[gen_random_uuid()], array['a.b'], array[1], array[now()], array['{}'], array['{}'])`,
    ),
    ...['append_one', 'append_event'].map(
      (name) => `eventstore.${name}($1, -1, gen_random_uuid(), 'a.b', 1, now(), '{}', '{}')`,
    ),
    `eventstore.append_first($1, gen_random_uuid(), 'a.b', 1, now(), '{}', '{}')`,
    `eventstore.append_firsts(array[$1], array[gen_random_uuid()], array['a.b'], array[1], array[now()], array['{}'], array['{}'])`,
  ])('an append function does not look for anything where its caller could put it: %s', async (call) => {
    const client = await app.connect();
    await client.query(
      `create temporary table events (position bigint, revision bigint, hash bytea, id uuid, stream text)`,
    );
    await client.query(`create function pg_temp.sha256(bytea) returns bytea language sql return '\\x00'::bytea`);
    await client.query(`set search_path = pg_temp, pg_catalog`);
    const stream = newStream();
    await client.query(`select ${call}`, [stream]);
    client.release(true);
    const { rows } = await app.query<{ length: number }>(
      'select length(hash) from eventstore.events where stream = $1',
      [stream],
    );
    expect(rows).toEqual([{ length: 32 }]);
  });

  it.each([
    ['append', 'sizes that do not add up', `array[2]`],
    ['append', 'sizes of no events', `array[0]`],
    ['append_many', 'sizes that do not add up', `array[2]`],
    ['append_many', 'sizes of no events', `array[0]`],
  ])('%s refuses %s', async (by, _, sizes) => {
    await expect(
      app.query(
        `select * from eventstore.${by}(array['odd'], array[-3::bigint], ${sizes}, array[gen_random_uuid()], array['a.b'], array[1], array[now()], array['{}'], array['{}'])`,
      ),
    ).rejects.toThrow('do not add up');
    expect(await store.readStream('odd')).toEqual([]);
  });
});
