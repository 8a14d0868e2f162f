import { Client, type QueryResult } from 'pg';
import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { overheard, Tally } from '../../../../test/projections/tally';

const bed = testBed();

const logged = (process: Process): Promise<{ event_id: string; amount: number }[]> =>
  process.query(`select event_id, amount from housing.tally_log order by number`);

const stored = async (process: Process): Promise<string | undefined> =>
  (
    await process.query<{ position: string }>(`select position from projections.positions where name = 'housing.tally'`)
  )[0]?.position;

describe('a projection that was never seen', () => {
  it('has its tables when the start returns, and takes every event from the first', async () => {
    const process = await bed.open([new Tally()]);
    const caseId = v4();
    for (const amount of [1, 2, 3]) await process.tally(caseId, amount);
    await process.runner.start();
    expect(await process.query(`select * from housing.tally where false`)).toEqual([]);
    await eventually(async () =>
      expect(await process.query(`select * from housing.tally`)).toEqual([{ case_id: caseId, events: 3, total: 6 }]),
    );
  });

  it('goes on live, and after a restart from where it was', async () => {
    const first = await bed.open([new Tally()]);
    await first.runner.start();
    const caseId = v4();
    const { position } = await first.tally(caseId, 1);
    expect(await first.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
    await first.runner.stop();
    await first.tally(caseId, 2);

    const second = await bed.open([new Tally()]);
    await second.runner.start();
    await second.tally(caseId, 3);
    await eventually(async () => expect((await logged(second)).map(({ amount }) => amount)).toEqual([1, 2, 3]));
  });

  it('is refused where it makes something a rebuild could not move', async () => {
    class WithView extends Tally {
      override readonly schema = `create table tally (n integer); create view tally_view as select * from tally;`;
    }
    const process = await bed.open([new WithView()]);
    await expect(process.runner.start()).rejects.toThrow(
      'housing.tally makes tally_view: make tables and indexes only.',
    );
    expect(await process.query(`select nspname from pg_namespace where nspname like '%rebuild%'`)).toEqual([]);
  });

  it('is refused where another projection has a table of that name', async () => {
    class Other extends Tally {
      override readonly name = 'housing.other' as 'housing.tally';
    }
    const process = await bed.open([new Tally(), new Other()]);
    await expect(process.runner.start()).rejects.toThrow(
      /housing.other makes tally, tally_log, which another projection has/,
    );
  });
});

describe('a crash', () => {
  it('between the rows and their commit leaves neither, and they are applied once', async () => {
    const tally = new Tally();
    const process = await bed.open([tally]);
    let crashes = 0;
    const superuser = new Client({ connectionString: bed.database.superUrl });
    await superuser.connect();
    tally.beforeCommit = async (_, tables) => {
      if (crashes === 2) return;
      crashes += 1;
      const [backend] = await tables.query<{ pid: number }>(`select pg_backend_pid() as pid`);
      await superuser.query('select pg_terminate_backend($1)', [backend?.pid]);
    };
    const ids = await appendMany(process, 20);
    await process.runner.start();
    await eventually(async () => expect((await logged(process)).map(({ event_id }) => event_id)).toEqual(ids));
    expect(crashes).toBe(2);
    expect(await process.query(`select * from projections.parked`)).toEqual([]);
    await superuser.end();
  });

  it('of the connection ends a consumer that hangs, and its batch is begun again', async () => {
    const tally = new Tally();
    const process = await bed.open([tally]);
    let hung: number | undefined;
    tally.beforeCommit = async (_, tables) => {
      if (hung !== undefined) return;
      const [backend] = await tables.query<{ pid: number }>(`select pg_backend_pid() as pid`);
      hung = backend?.pid;
      await new Promise(() => undefined);
    };
    const ids = await appendMany(process, 5);
    await process.runner.start();
    await eventually(() => expect(hung).toBeDefined());
    // As the server does by itself when a transaction has been idle for a minute.
    const superuser = new Client({ connectionString: bed.database.superUrl });
    await superuser.connect();
    await superuser.query('select pg_terminate_backend($1)', [hung]);
    await superuser.end();
    await eventually(async () => expect((await logged(process)).map(({ event_id }) => event_id)).toEqual(ids));
    expect(await process.query(`select * from projections.parked`)).toEqual([]);
  });

  it('after the commit, before its answer came, applies nothing twice', async () => {
    let lost = 0;
    /** The network breaks when the server has committed and its answer is on the way. */
    class LosesAnswers extends Client {
      override query = ((...args: Parameters<Client['query']>): unknown => {
        const answer = super.query(...args) as unknown as Promise<QueryResult>;
        if ((args[0] as unknown) !== 'commit' || lost > 0) return answer;
        return answer.then(() => {
          lost += 1;
          throw new Error('Connection terminated unexpectedly');
        });
      }) as unknown as Client['query'];
    }
    const creator = await bed.open([new Tally()]);
    await creator.runner.start();
    await creator.runner.stop();
    const ids = await appendMany(creator, 5);
    const process = await bed.open([new Tally()], { Client: LosesAnswers });
    await process.runner.start();
    ids.push(...(await appendMany(creator, 5)));
    await eventually(async () => expect((await logged(creator)).map(({ event_id }) => event_id)).toEqual(ids));
    expect(lost).toBe(1);
    await expect(stored(process)).resolves.toBe(await creator.store.lastPosition());
  });
});

describe('two processes that run the same projection', () => {
  it('apply every event once between them, in order', async () => {
    const [one, two] = [await bed.open([new Tally()]), await bed.open([new Tally()])];
    const before = await appendMany(one, 50);
    await Promise.all([one.runner.start(), two.runner.start()]);
    const live: string[] = [];
    for (let round = 0; round < 30; round += 1) live.push(...(await appendMany(round % 2 ? one : two, 2)));
    await eventually(async () =>
      expect((await logged(one)).map(({ event_id }) => event_id)).toEqual([...before, ...live]),
    );
    expect(await stored(one)).toBe(await one.store.lastPosition());
  });

  it('go on when the one that works stops', async () => {
    const [one, two] = [await bed.open([new Tally()]), await bed.open([new Tally()])];
    await Promise.all([one.runner.start(), two.runner.start()]);
    await one.runner.stop();
    const ids = await appendMany(one, 3);
    await eventually(async () => expect((await logged(two)).map(({ event_id }) => event_id)).toEqual(ids));
  });
});

describe('events of others', () => {
  it('move the position without a batch, so that waiters and other processes see it', async () => {
    const [runs, waits] = [await bed.open([new Tally()]), await bed.open([new Tally()])];
    await runs.runner.start();
    const { position } = await runs.append(overheard({ what: 'nothing' }), { caseId: v4() });
    expect(await runs.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
    expect(await waits.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
    expect(await stored(waits)).toBe(position);
  });
});

describe('a paused projection', () => {
  it('stands still until it is resumed', async () => {
    const process = await bed.open([new Tally()]);
    await process.runner.start();
    const first = await process.tally(v4(), 1);
    await process.waiter.waitFor('housing.tally', first.position, 5000);
    await process.pause.pause('housing.tally');
    const { position } = await process.tally(v4(), 2);
    expect(await process.waiter.waitFor('housing.tally', position, 600)).toBe(false);
    expect((await process.status.all())[0]).toMatchObject({ status: 'paused', lag: 1, caughtUp: false });
    await process.pause.resume('housing.tally');
    expect(await process.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
  });
});

describe('stopping', () => {
  it('finishes the batch in hand', async () => {
    const tally = new Tally();
    const process = await bed.open([tally]);
    let stopped: Promise<void> | undefined;
    tally.beforeCommit = async () => void (stopped ??= process.runner.stop());
    const ids = await appendMany(process, 3);
    await process.runner.start();
    await eventually(() => expect(stopped).toBeDefined());
    await stopped;
    expect((await logged(process)).map(({ event_id }) => event_id)).toEqual(ids);
    expect(await stored(process)).toBe(await process.store.lastPosition());
  });
});
