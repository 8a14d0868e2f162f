import { Client, Pool } from 'pg';
import { v7 } from 'uuid';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { untilSomebodyWaits } from '../../../../test/postgres/until-somebody-waits';

/** They look before they lock: what somebody wrote between must count. */
describe('gathered appends', () => {
  let database: TestDatabase;
  let pool: Pool;
  let other: Client;

  const gathered = (streams: readonly string[], expected: readonly number[], ids: readonly string[]) => ({
    text: `select * from eventstore.append_gathered($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      streams,
      expected,
      streams.map(() => 1),
      ids,
      ids.map(() => 'contract.thing-happened'),
      ids.map(() => 1),
    ].concat([ids.map(() => '2027-01-11T09:30:00Z'), ids.map(() => '{}'), ids.map(() => '{}')]),
  });

  beforeEach(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    other = new Client({ connectionString: database.appUrl });
    await other.connect();
  });

  afterEach(async () => {
    await Promise.all([pool.end(), other.end()]);
    await database.drop();
  });

  it('that looked before somebody came between have an outcome each, none on what was', async () => {
    await other.query('begin');
    await other.query(gathered(['hot'], [-1], [v7()]));
    const late = pool.query(gathered(['hot', 'hot-too', 'cold'], [-1, -3, -1], [v7(), v7(), v7()]));
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect((await late).rows).toEqual([
      {
        outcomes: ['wrong-revision', 'appended', 'appended'],
        revisions: ['0', '0', '0'],
        positions: [null, expect.any(String), expect.any(String)],
        taken_ids: [null, null, null],
      },
    ]);
    const { rows } = await pool.query(`select stream, revision from eventstore.events order by position`);
    expect(rows).toEqual([
      { stream: 'hot', revision: '0' },
      { stream: 'hot-too', revision: '0' },
      { stream: 'cold', revision: '0' },
    ]);
  });

  it('go on after what somebody wrote between, where they expect nothing', async () => {
    await other.query('begin');
    await other.query(gathered(['hot'], [-1], [v7()]));
    const late = pool.query(gathered(['hot'], [-3], [v7()]));
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect((await late).rows).toMatchObject([{ outcomes: ['appended'], revisions: ['1'] }]);
  });

  describe.each([
    ['the first that is ever archived', []],
    ['into an archive that there is', ['archived before']],
  ])('where what came between has gone into the archive, %s,', (_, archivedBefore) => {
    const archive = (streams: readonly string[]) => ({
      text: `select eventstore.archive_streams($1, 'infinity')`,
      values: [streams],
    });
    let maintenance: Client;

    beforeEach(async () => {
      maintenance = new Client({ connectionString: database.ownerUrl });
      await maintenance.connect();
      if (archivedBefore.length === 0) return;
      await pool.query(gathered(archivedBefore, [-1], [v7()]));
      await maintenance.query(archive(archivedBefore));
    });

    afterEach(async () => maintenance.end());

    it('go on after it, or are refused, by what they expect', async () => {
      await maintenance.query('begin');
      await maintenance.query(gathered(['hot'], [-1], [v7()]));
      const late = pool.query(gathered(['hot', 'hot-too'], [-3, -1], [v7(), v7()]));
      const refused = pool.query(gathered(['hot'], [-1], [v7()]));
      await untilSomebodyWaits(pool);
      await maintenance.query(archive(['hot']));
      await maintenance.query('commit');
      expect((await late).rows).toMatchObject([{ outcomes: ['appended', 'appended'], revisions: ['1', '0'] }]);
      expect((await refused).rows).toMatchObject([{ outcomes: ['wrong-revision'] }]);
      const { rows } = await pool.query(
        `select revision from eventstore.all_events where stream = 'hot' order by position`,
      );
      expect(rows).toEqual([{ revision: '0' }, { revision: '1' }]);
    });

    it('are answered as the first time, where it was the same append', async () => {
      const id = v7();
      await maintenance.query('begin');
      await maintenance.query(gathered(['hot'], [-1], [id]));
      const again = pool.query(gathered(['hot'], [-1], [id]));
      await untilSomebodyWaits(pool);
      await maintenance.query(archive(['hot']));
      await maintenance.query('commit');
      expect((await again).rows).toMatchObject([{ outcomes: ['repeated'], revisions: ['0'] }]);
      const { rows } = await pool.query(`select from eventstore.all_events where stream = 'hot'`);
      expect(rows).toHaveLength(1);
    });
  });
});
