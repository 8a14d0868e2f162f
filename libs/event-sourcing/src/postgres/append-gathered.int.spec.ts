import { Client, Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/postgres/database';
import { untilSomebodyWaits } from '../../../../test/postgres/until-somebody-waits';
import { event, events } from '../../contract/fixtures';
import { type AppendItem, appendItem } from '../store/append-item';
import { writeItems } from './append-call';
import { AppendConnection } from './append-connection';
import { PostgresEventStore } from './postgres-event-store';
import { verifyStore } from './verifying/verify-store';

/** They look before they lock: what somebody wrote between must count. */
describe('gathered appends', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: PostgresEventStore;
  let other: Client;

  const connect = async (connectionString: string): Promise<Client> => {
    const client = new Client({ connectionString });
    await client.connect();
    return client;
  };

  /** As a process does with what it has gathered. */
  const gathered = (...items: readonly AppendItem[]) => writeItems(new AppendConnection(pool), items);

  const appendOpenly = async (client: Client, stream: string, id = event().id): Promise<void> => {
    await client.query('begin');
    await client.query(
      `select eventstore.append_event($1, -1, $2, 'contract.thing-happened', 1, '2027-01-11T09:30:00Z', '{"recordedAt":"2027-01-11T09:30:00Z"}', '{}')`,
      [stream, id],
    );
  };

  const archive = (client: Client, ...streams: readonly string[]) =>
    client.query(`select eventstore.archive_streams($1, 'infinity')`, [streams]);

  const written = async () =>
    (await store.readAll({ limit: 100 })).events.map(({ stream, revision }) => `${stream}@${revision}`);

  beforeEach(async () => {
    database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    store = new PostgresEventStore(pool);
    other = await connect(database.appUrl);
  });

  afterEach(async () => {
    store.close();
    await Promise.all([pool.end(), other.end()]);
    await database.drop();
  });

  it('have an outcome each: those that were refused say what is there, and fail nobody else', async () => {
    const [known, taken] = [events(3), event()];
    await store.append('three', known, 'no-stream');
    await store.append('elsewhere', [taken], 'no-stream');
    const settled = await gathered(
      appendItem('three', events(1), 'no-stream'),
      appendItem('new', events(2), 'no-stream'),
      appendItem('nowhere', events(1), 'stream-exists'),
      appendItem('nowhere too', events(1), 4),
      appendItem('newer', events(1), 'any'),
    );
    expect(settled).toMatchObject([
      { error: { name: 'WrongExpectedRevision', actual: 2 } },
      { result: { revision: 1, alreadyWritten: false } },
      { error: { name: 'WrongExpectedRevision', actual: undefined } },
      { error: { name: 'WrongExpectedRevision', actual: undefined } },
      { result: { revision: 0 } },
    ]);
    const positions = (await store.readAll({ limit: 100 })).events.slice(-3).map(({ position }) => position);
    expect(settled[1]).toMatchObject({ result: { position: positions[1] } });
    expect(settled[4]).toMatchObject({ result: { position: positions[2] } });
    expect(await written()).toEqual(['three@0', 'three@1', 'three@2', 'elsewhere@0', 'new@0', 'new@1', 'newer@0']);
    expect(
      await gathered(
        appendItem('three', known, 'no-stream'),
        appendItem('another', [taken], 'no-stream'),
        appendItem('new', events(1), 1),
      ),
    ).toMatchObject([
      { result: { revision: 2, alreadyWritten: true } },
      { error: { name: 'EventIdTaken' } },
      { result: { revision: 2 } },
    ]);
  });

  it('of one event each have an outcome each, too', async () => {
    const [known, taken] = [event(), event()];
    await store.append('two', [event(), known], 'no-stream');
    await store.append('elsewhere', [taken], 'no-stream');
    const settled = await gathered(
      appendItem('two', events(1), 'no-stream'),
      appendItem('new', events(1), 'no-stream'),
      appendItem('nowhere', events(1), 'stream-exists'),
      appendItem('nowhere too', events(1), 4),
      appendItem('elsewhere', events(1), 0),
    );
    expect(settled).toMatchObject([
      { error: { name: 'WrongExpectedRevision', actual: 1 } },
      { result: { revision: 0, alreadyWritten: false } },
      { error: { name: 'WrongExpectedRevision', actual: undefined } },
      { error: { name: 'WrongExpectedRevision', actual: undefined } },
      { result: { revision: 1, alreadyWritten: false } },
    ]);
    const positions = (await store.readAll({ limit: 100 })).events.slice(-2).map(({ position }) => position);
    expect(settled[1]).toMatchObject({ result: { position: positions[0] } });
    expect(settled[4]).toMatchObject({ result: { position: positions[1] } });
    expect(await written()).toEqual(['two@0', 'two@1', 'elsewhere@0', 'new@0', 'elsewhere@1']);
    expect(
      await gathered(
        appendItem('two', [known], 0),
        appendItem('another', [taken], 'stream-exists'),
        appendItem('new', events(1), 'stream-exists'),
        appendItem('newer', events(1), 'any'),
      ),
    ).toMatchObject([
      { result: { revision: 1, alreadyWritten: true } },
      { error: { name: 'EventIdTaken' } },
      { result: { revision: 1, alreadyWritten: false } },
      { result: { revision: 0, alreadyWritten: false } },
    ]);
  });

  it('of one event each say where they went, whatever they expected', async () => {
    await store.append('there', events(3), 'no-stream');
    const settled = await gathered(
      appendItem('there', events(1), 2),
      appendItem('new', events(1), 'no-stream'),
      appendItem('any', events(1), 'any'),
    );
    expect(settled).toMatchObject([
      { result: { revision: 3 } },
      { result: { revision: 0 } },
      { result: { revision: 0 } },
    ]);
    const alike = await gathered(appendItem('there', events(1), 3), appendItem('newer', events(1), 'no-stream'));
    expect(alike).toMatchObject([{ result: { revision: 4 } }, { result: { revision: 0 } }]);
    const positions = (await store.readAll({ limit: 100 })).events.slice(3).map(({ position }) => position);
    expect([...settled, ...alike].map((one) => 'result' in one && one.result.position)).toEqual(positions);
  });

  it('are all refused, and nothing is written', async () => {
    await store.append('there', events(1), 'no-stream');
    const settled = await gathered(
      appendItem('there', events(2), 'no-stream'),
      appendItem('not there', events(1), 'stream-exists'),
    );
    expect(settled).toMatchObject([{ error: { actual: 0 } }, { error: { actual: undefined } }]);
    const ofOneEventEach = await gathered(
      appendItem('there', events(1), 'no-stream'),
      appendItem('not there', events(1), 'stream-exists'),
    );
    expect(ofOneEventEach).toMatchObject([{ error: { actual: 0 } }, { error: { actual: undefined } }]);
    expect(await written()).toEqual(['there@0']);
  });

  it('that looked before somebody came between have an outcome each, none on what was', async () => {
    await appendOpenly(other, 'hot');
    const late = gathered(
      appendItem('hot', events(1), 'no-stream'),
      appendItem('hot-too', events(1), 'any'),
      appendItem('cold', events(1), 'no-stream'),
    );
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect(await late).toMatchObject([
      { error: { name: 'WrongExpectedRevision', actual: 0 } },
      { result: { revision: 0 } },
      { result: { revision: 0 } },
    ]);
    expect(await written()).toEqual(['hot@0', 'hot-too@0', 'cold@0']);
  });

  it('are written where what somebody wrote between is what they expect', async () => {
    await appendOpenly(other, 'hot');
    const late = gathered(appendItem('hot', events(1), 0), appendItem('cold', events(1), 'no-stream'));
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect(await late).toMatchObject([{ result: { revision: 1 } }, { result: { revision: 0 } }]);
  });

  it('go on after what somebody wrote between, where they expect nothing', async () => {
    await appendOpenly(other, 'hot');
    const late = gathered(appendItem('hot', events(2), 'any'));
    await untilSomebodyWaits(pool);
    await other.query('commit');
    expect(await late).toMatchObject([{ result: { revision: 2 } }]);
  });

  it('go on where the one they waited for rolled back', async () => {
    await appendOpenly(other, 'hot');
    const late = gathered(appendItem('hot', events(2), 'no-stream'));
    await untilSomebodyWaits(pool);
    await other.query('rollback');
    expect(await late).toMatchObject([{ result: { revision: 1 } }]);
  });

  describe('that are the first of their streams', () => {
    const firsts = (...streams: readonly string[]) =>
      streams.map((stream) => appendItem(stream, events(1), 'no-stream'));
    let owner: Client;
    let calls: jest.SpiedFunction<AppendConnection['query']>;

    beforeEach(async () => {
      owner = await connect(database.ownerUrl);
      calls = jest.spyOn(AppendConnection.prototype, 'query');
    });

    afterEach(async () => {
      calls.mockRestore();
      await owner.end();
    });

    const statementsCalled = () => calls.mock.calls.map(([{ name }]) => name);
    const isWhole = async () => expect((await verifyStore(pool)).faults).toEqual([]);

    it('are written by one call that looks nothing up, in their order', async () => {
      const settled = await gathered(...firsts('one', 'two', 'three'));
      expect(statementsCalled()).toEqual(['eventstore.append-firsts']);
      expect(await written()).toEqual(['one@0', 'two@0', 'three@0']);
      const results = (await store.readAll({ limit: 10 })).events.map(({ position }) => ({
        result: { revision: 0, position, alreadyWritten: false },
      }));
      expect(settled).toEqual(results);
      await isWhole();
    });

    it('are written by one call beside an archive, too', async () => {
      await store.append('archived', events(1), 'no-stream');
      await archive(owner, 'archived');
      calls.mockClear();
      expect(await gathered(...firsts('one', 'two'))).toMatchObject([
        { result: { revision: 0 } },
        { result: { revision: 0 } },
      ]);
      expect(statementsCalled()).toEqual(['eventstore.append-firsts']);
      await isWhole();
    });

    it.each([
      ['', false],
      [' and is archived', true],
    ])('are refused one by one, by a stream or an id that is there%s', async (_, isArchived) => {
      const [there, taken] = [event(), event()];
      const answer = await store.append('there', [there], 'no-stream');
      await store.append('elsewhere', [taken], 'no-stream');
      if (isArchived) for (const stream of ['there', 'elsewhere']) await archive(owner, stream);
      expect(
        await gathered(...firsts('there'), appendItem('nowhere', [taken], 'no-stream'), ...firsts('new')),
      ).toMatchObject([
        { error: { name: 'WrongExpectedRevision', actual: 0 } },
        { error: { name: 'EventIdTaken' } },
        { result: { revision: 0, alreadyWritten: false } },
      ]);
      expect(await gathered(appendItem('there', [there], 'no-stream'), ...firsts('newer'))).toMatchObject([
        { result: { ...answer, alreadyWritten: true } },
        { result: { revision: 0, alreadyWritten: false } },
      ]);
      expect(await written()).toEqual(['there@0', 'elsewhere@0', 'new@0', 'newer@0']);
      await isWhole();
    });

    it.each([
      ['commits', 'commit', { error: { name: 'WrongExpectedRevision', actual: 0 } }],
      ['rolls back', 'rollback', { result: { revision: 0 } }],
    ])('wait for who writes the same stream, who %s', async (_, end, outcome) => {
      await appendOpenly(other, 'hot');
      const late = gathered(...firsts('cold', 'hot'));
      await untilSomebodyWaits(pool);
      await other.query(end);
      expect(await late).toMatchObject([{ result: { revision: 0 } }, outcome]);
      await isWhole();
    });

    it.each([
      ['the very first', false],
      ['a later', true],
    ])('wait for no move into the archive that is open: %s', async (_, isLater) => {
      for (const stream of ['before', 'hot']) await store.append(stream, events(1), 'no-stream');
      if (isLater) await archive(owner, 'before');
      await owner.query('begin');
      await archive(owner, 'hot');
      expect(await gathered(...firsts('hot', 'cold'))).toMatchObject([
        { error: { name: 'WrongExpectedRevision', actual: 0 } },
        { result: { revision: 0 } },
      ]);
      await owner.query('rollback');
      await isWhole();
    });

    describe.each([
      ['the very first', []],
      ['a later', ['before']],
    ])('while %s move into the archive comes between', (_, archivedBefore) => {
      beforeEach(async () => {
        for (const stream of archivedBefore) await store.append(stream, events(1), 'no-stream');
        if (archivedBefore.length > 0) await archive(owner, ...archivedBefore);
      });

      it.each([
        [
          'a stream',
          (id: string) => appendItem('hot', [event({}, { id })], 'no-stream'),
          { result: { alreadyWritten: true } },
        ],
        [
          'an id',
          (id: string) => appendItem('elsewhere', [event({}, { id })], 'no-stream'),
          { error: { name: 'EventIdTaken' } },
        ],
      ])('are refused by %s that came about and was moved while they waited', async (_what, known, outcome) => {
        const { id } = event();
        await appendOpenly(owner, 'hot', id);
        const late = gathered(known(id), ...firsts('cold'));
        await untilSomebodyWaits(pool);
        await archive(owner, 'hot');
        await owner.query('commit');
        expect(await late).toMatchObject([outcome, { result: { revision: 0, alreadyWritten: false } }]);
        await isWhole();
      });
    });

    it('of which the server refuses one are written but for that one', async () => {
      const [odd] = firsts('odd');
      const settled = await gathered({ ...odd, stream: 'od\0d' } as AppendItem, ...firsts('even'));
      expect(settled).toMatchObject([{ error: { name: 'EventNotStorable' } }, { result: { revision: 0 } }]);
      expect(await written()).toEqual(['even@0']);
    });

    it('whose answer was lost after they were written are answered as written', async () => {
      calls.mockRestore();
      const connection = new AppendConnection(pool);
      const send = connection.query.bind(connection);
      let answersLost = 0;
      jest.spyOn(connection, 'query').mockImplementation(async (...call) => {
        const answer = await send(...call);
        answersLost += 1;
        if (answersLost === 1) throw new Error('Connection terminated unexpectedly');
        return answer;
      });
      const settled = await writeItems(connection, firsts('one', 'two'));
      const positions = (await store.readAll({ limit: 10 })).events.map(({ position }) => position);
      expect(settled).toEqual(
        positions.map((position) => ({ result: { revision: 0, position, alreadyWritten: true } })),
      );
      expect(settled).toHaveLength(2);
    });

    it('are not written where they wait for too long, and say so', async () => {
      await pool.end();
      pool = new Pool({ connectionString: database.appUrl, options: '-c statement_timeout=300' });
      await appendOpenly(other, 'hot');
      expect(await gathered(...firsts('one', 'two'))).toMatchObject([
        { error: { name: 'EventStoreUnavailable', written: 'no' } },
        { error: { name: 'EventStoreUnavailable', written: 'no' } },
      ]);
      await other.query('rollback');
      const { rows } = await other.query('select from eventstore.all_events');
      expect(rows).toEqual([]);
    });

    it.each(['repeatable read', 'serializable'])('are refused at %s', async (level) => {
      await other.query(`begin isolation level ${level}`);
      const call = `select eventstore.append_firsts('{never}', array[$1::uuid], '{a.b}', '{1}', array[now()], '{{}}', '{{}}')`;
      await expect(other.query(call, [event().id])).rejects.toThrow('Append in a transaction at read committed');
      await other.query('rollback');
    });

    it('give no position where there are none', async () => {
      const call = `select eventstore.append_firsts('{}', '{}', '{}', '{}', '{}', '{}', '{}') as position`;
      expect((await other.query(call)).rows).toEqual([{ position: null }]);
    });
  });

  describe.each([
    ['the first that is ever archived', []],
    ['into an archive that there is', ['archived before']],
  ])('where what came between has gone into the archive, %s,', (_, archivedBefore) => {
    let maintenance: Client;

    beforeEach(async () => {
      maintenance = await connect(database.ownerUrl);
      for (const stream of archivedBefore) await store.append(stream, events(1), 'no-stream');
      if (archivedBefore.length > 0) await archive(maintenance, ...archivedBefore);
    });

    afterEach(async () => maintenance.end());

    it('go on after it, or are refused, by what they expect', async () => {
      await appendOpenly(maintenance, 'hot');
      const late = gathered(appendItem('hot', events(1), 'any'), appendItem('hot-too', events(1), 'no-stream'));
      const refused = gathered(appendItem('hot', events(2), 'no-stream'));
      await untilSomebodyWaits(pool);
      await archive(maintenance, 'hot');
      await maintenance.query('commit');
      expect(await late).toMatchObject([{ result: { revision: 1 } }, { result: { revision: 0 } }]);
      expect(await refused).toMatchObject([{ error: { name: 'WrongExpectedRevision' } }]);
      const { rows } = await pool.query(
        `select revision from eventstore.all_events where stream = 'hot' order by position`,
      );
      expect(rows).toEqual([{ revision: '0' }, { revision: '1' }]);
    });

    it('are answered as the first time, where it was the same append', async () => {
      const [one, two] = [event(), event()];
      await appendOpenly(maintenance, 'hot', one.id);
      const again = gathered(appendItem('hot', [one], 'no-stream'), appendItem('cold', [two], 'no-stream'));
      await untilSomebodyWaits(pool);
      await archive(maintenance, 'hot');
      await maintenance.query('commit');
      expect(await again).toMatchObject([
        { result: { revision: 0, alreadyWritten: true } },
        { result: { revision: 0, alreadyWritten: false } },
      ]);
      const { rows } = await pool.query(`select from eventstore.all_events where stream = 'hot'`);
      expect(rows).toHaveLength(1);
    });

    it('find what is there in the archive alone, and in both tables', async () => {
      await store.append('hot', events(2), 'no-stream');
      await archive(maintenance, 'hot');
      const [cold] = events(1);
      expect(
        await gathered(appendItem('hot', events(1), 'no-stream'), appendItem('cold', cold ? [cold] : [], 'any')),
      ).toMatchObject([{ error: { actual: 1 } }, { result: { revision: 0 } }]);
      expect(await gathered(appendItem('hot', events(2), 1))).toMatchObject([{ result: { revision: 3 } }]);
      expect(await gathered(appendItem('hot', events(2), 3))).toMatchObject([{ result: { revision: 5 } }]);
      const { rows } = await pool.query<{ revision: string }>(
        `select revision from eventstore.all_events where stream = 'hot' order by position`,
      );
      expect(rows.map(({ revision }) => revision)).toEqual(['0', '1', '2', '3', '4', '5']);
    });
  });
});
