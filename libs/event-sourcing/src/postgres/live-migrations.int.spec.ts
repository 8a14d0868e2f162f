import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { event, newStream } from '../../contract/fixtures';
import { isUsedAlready } from './database-errors';
import { migrate } from './migrate';
import { migrationFiles } from './migration-files';
import { PostgresEventStore } from './postgres-event-store';

/**
 * Processes of the version before go on while a database is migrated under them. Their statements are kept as they were, in a
 * folder named by the last migration they knew: a release that changes a statement adds a folder, as docs/testing.md says.
 */
describe.each(['0005', '0009', '0013', '0015', '0016'])(
  'with a process at work that knows migrations up to %s',
  (lastKnown) => {
    const folder = join(__dirname, '../../../../test/postgres/earlier-versions', lastKnown);
    const all = migrationFiles();
    const known = all.filter(({ name }) => name.slice(0, 4) <= lastKnown);
    const newer = all.slice(known.length);
    const appRole = 'ttg_app';

    let database: TestDatabase;
    let owner: Client;
    let old: Client;

    const earlier = (name: string) => ({ name, text: readFileSync(join(folder, `${name}.sql`), 'utf8') });
    /** A statement of the earlier version, prepared once on its connection as that version does. */
    const asBefore = async (name: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
      (await old.query<Record<string, unknown>>({ ...earlier(name), values })).rows;

    const { recordedAt } = event().metadata;
    const metadata = JSON.stringify(event().metadata);

    const knows = (name: string) => existsSync(join(folder, `${name}.sql`));
    const appendOne = async (stream: string, expected: number, id = v7()) => {
      const written = [id, 'contract.thing-happened', 1, recordedAt, metadata, '{}'];
      if (knows('append-first') && expected === -1) {
        const [first] = await asBefore('append-first', stream, ...written).catch(nothingIfUsedAlready);
        if (first?.['position']) return [{ outcome: 'appended', revision: '0' }];
      }
      const rows = await asBefore(knows('append-event') ? 'append-event' : 'append-one', stream, expected, ...written);
      return knows('append-event') ? rows.map(inOneWord) : rows;
    };
    const append = async (stream: string, expected: number, ids: readonly string[]) => {
      const of = [
        ...[[stream], [expected], [ids.length], ids, ids.map(() => 'contract.thing-happened'), ids.map(() => 1)],
        ...[ids.map(() => recordedAt), ids.map(() => metadata), ids.map(() => '{}')],
      ];
      if (knows('append-many')) {
        const [many] = await asBefore('append-many', ...of).catch(nothingIfUsedAlready);
        if (many?.['answers']) return [inNumbers(many)];
      }
      return knows('append-and-flush')
        ? (await asBefore('append-and-flush', ...of)).map(onlyOne)
        : asBefore('append', ...of);
    };

    beforeEach(async () => {
      database = await testDatabase({ migrated: false });
      await migrate({ migrationUrl: database.ownerUrl, appRole, migrations: known });
      [owner, old] = [database.ownerUrl, database.appUrl].map(
        (connectionString) => new Client({ connectionString }),
      ) as [Client, Client];
      await Promise.all([owner.connect(), old.connect()]);
    });

    afterEach(async () => {
      await Promise.all([owner.end(), old.end()]);
      await database.drop();
    });

    const works = async (): Promise<void> => {
      const [stream, other, repeated] = [newStream(), newStream(), v7()];
      expect(await appendOne(stream, -1, repeated)).toMatchObject([{ outcome: 'appended', revision: '0' }]);
      expect(await appendOne(stream, -1, repeated)).toMatchObject([{ outcome: 'repeated', revision: '0' }]);
      expect(await appendOne(stream, -1)).toMatchObject([{ outcome: 'wrong-revision', revision: '0' }]);
      expect(await append(stream, 0, [v7(), v7()])).toMatchObject([{ outcome: 'appended', revision: '2' }]);
      expect(await append(other, -3, [repeated])).toMatchObject([{ outcome: 'id-taken', taken_id: repeated }]);
      const revisions = (rows: readonly Record<string, unknown>[]) => rows.map(({ revision }) => revision);
      expect(revisions(await asBefore('read-stream-forwards', stream, 0, 10))).toEqual(['0', '1', '2']);
      expect(revisions(await asBefore('read-stream-backwards', stream, 9, 2))).toEqual(['2', '1']);
      const [found] = await asBefore('find-event', repeated);
      const [last] = await asBefore('last-position');
      const before = Number(found?.['position']) - 1;
      expect(revisions(await asBefore('read-all', before, 10))).toEqual(['0', '1', '2']);
      expect(await asBefore('read-all-filtered', before, 10, null, [stream])).toMatchObject([
        { newest: last?.['position'] },
        {},
        {},
      ]);
    };

    /** Before, while it is open, so that whatever it holds is held, and after. */
    const worksWhileApplied = async (name: string, works: () => Promise<void>): Promise<void> => {
      await works();
      const migrations = all.slice(0, all.findIndex((one) => one.name === name) + 1);
      await migrate({ migrationUrl: database.ownerUrl, appRole, migrations: migrations.slice(0, -1) });
      const { sql = '' } = migrations.at(-1) ?? {};
      await owner.query('begin');
      await owner.query(sql.replaceAll('{{app_role}}', appRole));
      const { rows } = await owner.query<{ relation: string; mode: string }>(
        `select relation::regclass::text as relation, mode from pg_locks
       where pid = pg_backend_pid() and relation = any (array['eventstore.events'::regclass, 'eventstore.positions'::regclass])
         and mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')`,
      );
      expect(rows).toEqual([]);
      await old.query(`set lock_timeout = '5s'`);
      await works();
      await owner.query('commit');
      await works();
    };

    const names = newer.map(({ name }) => name);

    it.each(names)('it appends and reads while %s is being applied', (name) => worksWhileApplied(name, works));

    // Who does not know of append_first need not be here: that is what looks into an archive in a way of its own.
    for (const name of knows('append-first') ? names : []) {
      it(`beside an archive as well, while ${name} is being applied`, async () => {
        const mover = new Client({ connectionString: database.ownerUrl });
        await mover.connect();
        await worksWhileApplied(name, async () => {
          const [stream, archived] = [newStream(), v7()];
          await appendOne(stream, -1, archived);
          await mover.query(`select eventstore.archive_streams($1, 'infinity')`, [[stream]]);
          expect(await appendOne(stream, -1)).toMatchObject([{ outcome: 'wrong-revision', revision: '0' }]);
          expect(await appendOne(stream, -1, archived)).toMatchObject([{ outcome: 'repeated', revision: '0' }]);
          expect(await appendOne(newStream(), -1, archived)).toMatchObject([
            { outcome: 'id-taken', taken_id: archived },
          ]);
          expect(await append(stream, -1, [v7(), v7()])).toMatchObject([{ outcome: 'wrong-revision', revision: '0' }]);
          await works();
        });
        await mover.end();
      });
    }

    it('what it wrote is read by the newest version, and the other way round', async () => {
      const stream = newStream();
      await append(stream, -1, [v7(), v7()]);
      await migrate({ migrationUrl: database.ownerUrl, appRole });
      const pool = new Pool({ connectionString: database.appUrl });
      const store = new PostgresEventStore(pool);
      expect(await appendOne(stream, 1)).toMatchObject([{ revision: '2' }]);
      expect(await store.append(stream, [event()], 2)).toMatchObject({ revision: 3 });
      expect(await appendOne(stream, 3)).toMatchObject([{ revision: '4' }]);
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
      expect(await asBefore('read-stream-forwards', stream, 0, 10)).toHaveLength(5);
      await pool.end();
    });
  },
);

/** As the kernel does: what a unique constraint refuses is asked of the next statement. */
const nothingIfUsedAlready = (error: unknown): [] => {
  if (isUsedAlready(error)) return [];
  throw error;
};

/** The answer of append_many to one item. */
const inNumbers = ({ answers }: Record<string, unknown>) => {
  const answer = Number((answers as readonly string[])[1]);
  return answer < 0
    ? { outcome: 'wrong-revision', revision: answer === -1 ? null : String(-2 - answer) }
    : { outcome: 'appended', revision: String(answer) };
};

/** The answer to one item, where the answers to all come in one row of arrays. */
const onlyOne = ({ outcomes, revisions, positions, taken_ids: takenIds }: Record<string, unknown>) => {
  const [outcome, revision, position, takenId] = [outcomes, revisions, positions, takenIds].map(
    (answers) => (answers as readonly unknown[] | null)?.[0],
  );
  return { outcome, revision, position, taken_id: takenId };
};

/** An answer in one word, taken apart. */
const inOneWord = ({ outcome: word }: Record<string, unknown>) => {
  const [outcome, revision, position, takenId] = String(word).split(',');
  return { outcome, revision, position, taken_id: takenId };
};
