import { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { events, newStream } from '../../contract/fixtures';
import { PostgresEventStore } from './postgres-event-store';

const schemas = ['eventstore', 'keyring', 'projections', 'platform', 'access', 'exchange', 'relay'];

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

  it.each(schemas)('%s is what was agreed on', async (schema) => {
    const rows = async (sql: string) => (await superuser.query<{ line: string }>(sql)).rows.map(({ line }) => line);
    expect({
      columns: await rows(
        `select concat_ws(' ', table_name || '.' || column_name, data_type, case is_nullable when 'NO' then 'not null' end,
           collation_name, column_default) as line
         from information_schema.columns where table_schema = '${schema}' order by table_name, ordinal_position`,
      ),
      constraints: await rows(
        `select conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid) as line
         from pg_constraint where connamespace = '${schema}'::regnamespace and contype <> 'n' order by 1`,
      ),
      indexes: await rows(`select indexdef as line from pg_indexes where schemaname = '${schema}' order by 1`),
      views: await rows(
        `select viewname || ': ' || regexp_replace(definition, '\\s+', ' ', 'g') as line from pg_views where schemaname = '${schema}' order by 1`,
      ),
      sequences: await rows(
        `select concat_ws(' ', sequencename, 'as', data_type, 'from', start_value, 'by', increment_by) as line
         from pg_sequences where schemaname = '${schema}' order by 1`,
      ),
      functions: await rows(
        `select concat_ws(' ', p.oid::regprocedure, 'of', pg_get_userbyid(proowner), case when prosecdef then 'security definer' end,
           array_to_string(proconfig, ', ')) as line
         from pg_proc p where pronamespace = '${schema}'::regnamespace order by 1`,
      ),
      grants: await rows(
        `select concat_ws(' ', kind, name, coalesce(nullif(grantee::regrole::text, '-'), 'public'), string_agg(privilege_type, ', ' order by privilege_type)) as line
         from (
           select 'schema' as kind, nspname::text as name, nspowner as owner, nspacl as acl from pg_namespace where nspname = '${schema}'
           union all
           select 'relation', relname, relowner, relacl from pg_class where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'S', 'v')
           union all
           select 'function', proname, proowner, coalesce(proacl, acldefault('f', proowner)) from pg_proc where pronamespace = '${schema}'::regnamespace
         ) as object, aclexplode(acl)
         where grantee <> owner
         group by kind, name, grantee order by 1`,
      ),
    }).toMatchSnapshot();
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
    ...['append', 'append_one', 'append_event', 'append_first', 'append_many'].map((name): [string, string] => [
      `replace ${name}`,
      `create or replace function eventstore.${name}() returns void language sql return null`,
    ]),
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
