import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { StartFailure } from '../embedded-postgres/start-failure';
import { event, newStream } from '../../contract/fixtures';
import { WrongExpectedRevision } from '../store/errors';
import { migrate, pendingMigrations } from './migrate';
import { type MigrationFile, migrationFiles } from './migration-files';
import { openPool } from './pool';
import { PostgresEventStore } from './postgres-event-store';

describe('migrations', () => {
  let database: TestDatabase;
  const appRole = 'ttg_app';
  const given = migrationFiles();

  const next = (name: string, sql: string, checksum = name): MigrationFile => ({ name, sql, checksum });
  const run = (...more: readonly MigrationFile[]) =>
    migrate({ migrationUrl: database.ownerUrl, appRole, migrations: [...given, ...more] });

  const query = async (sql: string, url = database.ownerUrl): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  beforeEach(async () => {
    database = await testDatabase();
  });

  afterEach(() => database.drop());

  it('are numbered without a gap or a double', () => {
    const numbers = given.map(({ name }) => Number(/^(\d{4})_[a-z_]+\.sql$/.exec(name)?.[1]));
    expect(numbers).toEqual([...numbers.keys()].map((index) => index + 1));
  });

  it('are applied once', async () => {
    expect(await run()).toEqual([]);
    const made = next('9001_notes.sql', 'create table eventstore.notes (note text)');
    expect(await run(made)).toEqual(['9001_notes.sql']);
    expect(await run(made)).toEqual([]);
  });

  it('are applied once by two processes that start together', async () => {
    const made = next('9001_notes.sql', 'create table eventstore.notes (note text); select pg_sleep(0.05)');
    const applied = await Promise.all([run(made), run(made), run(made)]);
    expect(applied.flat()).toEqual(['9001_notes.sql']);
  });

  it('name the application role wherever they grant', async () => {
    await run(
      next(
        '9001_notes.sql',
        'create table eventstore.notes (note text); grant select on eventstore.notes to {{app_role}}',
      ),
    );
    expect(await query('select * from eventstore.notes', database.appUrl)).toEqual([]);
  });

  it('that fail leave nothing behind, and those before them stay', async () => {
    const fails = next('9002_fails.sql', 'create table eventstore.half (); select 1 / 0');
    await expect(run(next('9001_fine.sql', 'create table eventstore.fine ()'), fails)).rejects.toThrow(
      'Migration 9002_fails.sql could not be applied and was rolled back: division by zero',
    );
    const tables = `select to_regclass('eventstore.half') as half, to_regclass('eventstore.fine')::text as fine`;
    expect(await query(tables)).toEqual([{ half: null, fine: 'eventstore.fine' }]);
  });

  it('that were edited after they had been applied are refused by name', async () => {
    const edited = given.map((file) => ({
      ...file,
      checksum: file.name.startsWith('0001') ? 'another' : file.checksum,
    }));
    const refused = migrate({ migrationUrl: database.ownerUrl, appRole, migrations: edited });
    await expect(refused).rejects.toThrow(StartFailure);
    await expect(refused).rejects.toThrow('Migration 0001_event_store.sql was edited after it had been applied');
  });

  describe('of a newer release', () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const newer = next('9002_newer.sql', 'select 1');
    const pending = (...more: readonly MigrationFile[]) => pendingMigrations(database.appUrl, [...given, ...more]);
    const refused = async (sentence: string, ...more: readonly MigrationFile[]): Promise<void> => {
      await expect(pending(...more)).rejects.toThrow(sentence);
      await expect(run(...more)).rejects.toThrow(sentence);
      expect(warned).not.toHaveBeenCalled();
    };

    beforeEach(() => warned.mockClear());
    afterAll(() => warned.mockRestore());

    it.each([
      ['when it starts', () => pending()],
      ['when it migrates, which applies nothing', () => run()],
    ])('are gone on beside by the one before, with one warning of the newest, %s', async (_, asks) => {
      await run(next('9001_new.sql', 'select 1'), newer);
      expect(warned).not.toHaveBeenCalled();
      expect(await asks()).toEqual([]);
      expect(warned.mock.calls).toEqual([
        [expect.stringMatching(/^The database was migrated by a newer release \(9002_newer\.sql\)\. This one goes on/)],
      ]);
      expect(await query(`select from eventstore.migrations where name > '9'`)).toHaveLength(2);
    });

    it('do not take it that one of its own was edited', async () => {
      await run(newer);
      await query(`update eventstore.migrations set checksum = 'another' where name like '0003%'`);
      await refused('Migration 0003_projections.sql was edited after it had been applied');
    });

    it('are refused where one of this release was left out', async () => {
      await run(newer);
      const ours = next('9001_ours.sql', 'create table eventstore.ours ()');
      await refused(
        'The database was migrated by another release (9002_newer.sql), and without 9001_ours.sql of this one: start that release, or one after it.',
        ours,
      );
      expect(await query(`select to_regclass('eventstore.ours') as ours`)).toEqual([{ ours: null }]);
    });

    it.each(['9001_strange.sql', '9003_strange.sql', 'strange.sql'])(
      'are no newer ones where they stand among ours, and refused: %s',
      async (strange) => {
        const last = next('9003_the_last.sql', 'select 1');
        await run(last);
        await query(`insert into eventstore.migrations (name, checksum) values ('${strange}', 'of another release')`);
        await refused(
          `The database has a migration that this release does not know, and that is not newer than its own (${strange}): start the release that applied it, or one after it.`,
          last,
        );
      },
    );

    it('only add: a store of the one before, started after them, appends and reads', async () => {
      const adds = `
        create table eventstore.notes (stream_id text primary key, note text);
        grant select, insert on eventstore.notes to {{app_role}};
        alter table projections.positions add column note text not null default '';
        create function eventstore.noted(stream text) returns text language sql stable
          as $$ select note from eventstore.notes where stream_id = stream $$;
        grant execute on function eventstore.noted to {{app_role}}`;
      await run(next('9001_notes.sql', adds));
      expect(await pending()).toEqual([]);
      const pool = openPool(database.appUrl);
      const store = new PostgresEventStore(pool);
      const [stream, first, more] = [newStream(), event(), [event(), event()]];
      expect(await store.append(stream, [first], 'no-stream')).toMatchObject({ revision: 0 });
      expect(await store.append(stream, [first], 'no-stream')).toMatchObject({ revision: 0 });
      expect(await store.append(stream, more, 0)).toMatchObject({ revision: 2 });
      await expect(store.append(stream, [event()], 0)).rejects.toThrow(WrongExpectedRevision);
      const ids = [first, ...more].map(({ id }) => id);
      expect((await store.readStream(stream)).map(({ id }) => id)).toEqual(ids);
      expect((await store.readAll({ limit: 10 })).events.map(({ id }) => id)).toEqual(ids);
      store.close();
      await pool.end();
    });
  });

  it('that wait are told to the application', async () => {
    expect(await pendingMigrations(database.appUrl)).toEqual([]);
    expect(await pendingMigrations(database.appUrl, [...given, next('9001_waits.sql', '')])).toEqual([
      '9001_waits.sql',
    ]);
    await query('drop schema eventstore cascade');
    expect(await pendingMigrations(database.appUrl)).toEqual(given.map(({ name }) => name));
  });

  describe('where another session holds a table', () => {
    const patience = { lockTimeoutMs: 20, pauseMs: 10, attempts: 1_000 };
    const migrations = [
      ...given,
      next('9001_notes.sql', 'create table eventstore.notes (note text)'),
      next('9002_more.sql', 'alter table eventstore.notes add column more text'),
    ];

    /** A reader that takes its time. @returns what ends it. */
    const reading = async (): Promise<() => Promise<void>> => {
      const reader = new Client({ connectionString: database.ownerUrl });
      await reader.connect();
      await reader.query('begin; select from eventstore.notes');
      return () => reader.end();
    };

    beforeEach(() => migrate({ migrationUrl: database.ownerUrl, appRole, migrations: migrations.slice(0, -1) }));

    it('wait in between, so that others are let through, and are applied when it has gone', async () => {
      const end = await reading();
      const migrated = migrate({ migrationUrl: database.ownerUrl, appRole, migrations, patience });
      // Refused at least once while the reader reads, or this would wait for ever.
      for (let waits = 0; waits === 0;) {
        const waiting = await query(
          `select from pg_locks where not granted and mode = 'AccessExclusiveLock' and relation = to_regclass('eventstore.notes')`,
        );
        waits += waiting.length;
      }
      for (let one = 0; one < 20; one += 1) expect(await query('select from eventstore.notes')).toEqual([]);
      await end();
      expect(await migrated).toEqual(['9002_more.sql']);
    });

    it('are given up in the end, with nothing left behind', async () => {
      const end = await reading();
      const refused = migrate({
        ...{ migrationUrl: database.ownerUrl, appRole, migrations },
        patience: { ...patience, attempts: 2 },
      });
      await expect(refused).rejects.toThrow('another session holds a table that it changes');
      await end();
      expect(await pendingMigrations(database.appUrl, migrations)).toEqual(['9002_more.sql']);
    });
  });

  it.each([
    ['a role that does not exist', 'nobody_at_all', 'There is no role nobody_at_all on this server'],
    ['the owner itself', 'ttg_owner', 'may act as ttg_owner'],
    ['a superuser', 'postgres', 'may act as ttg_owner'],
  ])('are refused for %s as the application', async (_, role, sentence) => {
    await expect(migrate({ migrationUrl: database.ownerUrl, appRole: role })).rejects.toThrow(sentence);
  });

  it('admit the maintenance role, and refuse one that may act as the owner', async () => {
    const admit = (maintenanceRole: string) => migrate({ migrationUrl: database.ownerUrl, appRole, maintenanceRole });
    const may = `select has_function_privilege('ttg_maintenance', 'eventstore.archive_streams(text[], timestamptz)', 'execute') as may`;
    await query('revoke execute on function eventstore.archive_streams from ttg_maintenance');
    await admit('ttg_maintenance');
    expect(await query(may)).toEqual([{ may: true }]);
    await expect(admit('ttg_owner')).rejects.toThrow('of DATABASE_MAINTENANCE_URL may act as ttg_owner');
    await expect(admit('nobody_at_all')).rejects.toThrow('DATABASE_MAINTENANCE_URL names');
  });

  it('say so when the server is not there, without the password', async () => {
    const refused = migrate({ migrationUrl: 'postgresql://owner:secret@127.0.0.1:1/none', appRole });
    await expect(refused).rejects.toThrow('The database of DATABASE_MIGRATION_URL could not be reached');
    await expect(refused).rejects.not.toThrow('secret');
  });
});
