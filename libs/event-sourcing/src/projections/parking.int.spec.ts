import { v4 } from 'uuid';
import { eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { TallyInLanes } from '../../../../test/projections/lanes';
import { CannotBeTallied, Tally, tallied } from '../../../../test/projections/tally';

const bed = testBed();

const parked = (process: Process): Promise<object[]> =>
  process.query(`select case_key, error_class, behind from projections.parked where not rebuilding order by number`);

const amounts = async (process: Process, caseId: string): Promise<number[]> => {
  const rows = await process.query<{ amount: number }>(
    `select amount from housing.tally_log where case_id = $1 order by number`,
    [caseId],
  );
  return rows.map(({ amount }) => amount);
};

const caughtUp = async (process: Process): Promise<void> => {
  const last = await process.store.lastPosition();
  if (last) expect(await process.waiter.waitFor('housing.tally', last, 10_000)).toBe(true);
};

const start = async (): Promise<{ tally: Tally; process: Process }> => {
  const tally = new Tally();
  tally.poison.add(13);
  const process = await bed.open([tally]);
  return { tally, process };
};

describe('an event the projection cannot take', () => {
  it('is parked with the class of its error and no value, its case waits behind it in order, and the rest goes on', async () => {
    const { process } = await start();
    const [held, free] = [v4(), v4()];
    for (const amount of [1, 13, 2, 3]) {
      await process.tally(held, amount);
      await process.tally(free, amount === 13 ? 10 : amount);
    }
    await process.runner.start();
    await caughtUp(process);
    expect(await parked(process)).toEqual([
      { case_key: held, error_class: 'CannotBeTallied', behind: false },
      { case_key: held, error_class: null, behind: true },
      { case_key: held, error_class: null, behind: true },
    ]);
    expect(await amounts(process, held)).toEqual([1]);
    expect(await amounts(process, free)).toEqual([1, 10, 2, 3]);
  });

  it('holds back what comes to its case later, also after a restart', async () => {
    const { process } = await start();
    const held = v4();
    await process.tally(held, 13);
    await process.runner.start();
    await caughtUp(process);
    await process.tally(held, 1);
    await caughtUp(process);
    await process.runner.stop();

    const { process: next } = await start();
    await next.runner.start();
    await next.tally(held, 2);
    await next.tally(v4(), 3);
    await caughtUp(next);
    expect(await parked(next)).toHaveLength(3);
    expect(await next.query(`select amount from housing.tally_log`)).toEqual([{ amount: 3 }]);
  });

  it('of a person without a case holds back the person', async () => {
    const { process } = await start();
    const personId = v4();
    await process.append(tallied({ amount: 13 }), { personId });
    await process.append(tallied({ amount: 1 }), { personId });
    await process.runner.start();
    await caughtUp(process);
    expect(await parked(process)).toMatchObject([{ case_key: personId }, { case_key: personId, behind: true }]);
  });

  it('is parked where the database refuses it, named by SQLSTATE and constraint', async () => {
    class Narrow extends Tally {
      override readonly schema = `
        create table tally (case_id text primary key, events integer not null, total integer not null);
        create table tally_log (number bigint generated always as identity, event_id uuid, case_id text, amount integer, constraint not_too_much check (amount < 100));`;
    }
    const process = await bed.open([new Narrow()]);
    await process.tally('synthetic-case', 5);
    await process.tally('synthetic-case', 100);
    await process.runner.start();
    await caughtUp(process);
    expect(await parked(process)).toEqual([
      { case_key: 'synthetic-case', error_class: 'DatabaseError 23514 not_too_much', behind: false },
    ]);
    expect(await amounts(process, 'synthetic-case')).toEqual([5]);
  });

  it('is parked where its version is newer than this release', async () => {
    const { process } = await start();
    const caseId = v4();
    await process.tally(caseId, 1);
    const [event] = await process.store.readStream(`tally-${caseId}`);
    if (!event) throw new Error('It was just written.');
    await process.store.append(`tally-${caseId}`, [{ ...event, id: v4(), version: 9 }], 'any');
    await process.runner.start();
    await caughtUp(process);
    expect(await parked(process)).toEqual([{ case_key: caseId, error_class: 'UnknownEventType', behind: false }]);
  });

  it('is told by the status, with its case', async () => {
    const { process } = await start();
    const held = v4();
    for (const amount of [13, 1]) await process.tally(held, amount);
    await process.runner.start();
    await caughtUp(process);
    expect(await process.status.all()).toMatchObject([
      {
        name: 'housing.tally',
        caughtUp: true,
        lag: 0,
        parked: 2,
        flaggedCases: [{ caseKey: held, errorClass: 'CannotBeTallied', parked: 2 }],
      },
    ]);
  });
});

describe('a retry', () => {
  it('replays the parked events in order once their cause is mended, and the case is free again', async () => {
    const { tally, process } = await start();
    const held = v4();
    for (const amount of [1, 13, 2, 3]) await process.tally(held, amount);
    await process.runner.start();
    await caughtUp(process);
    tally.poison.clear();
    expect(await process.retry.retry('housing.tally')).toEqual({ replayed: 3, stillParked: 0 });
    await process.tally(held, 4);
    await caughtUp(process);
    expect(await amounts(process, held)).toEqual([1, 13, 2, 3, 4]);
    expect(await parked(process)).toEqual([]);
  });

  it('stops a case at the first that fails again, and goes on with the others', async () => {
    const { tally, process } = await start();
    tally.poison.add(14);
    const [mended, still] = [v4(), v4()];
    for (const amount of [13, 14, 1]) await process.tally(still, amount);
    for (const amount of [13, 2]) await process.tally(mended, amount);
    await process.runner.start();
    await caughtUp(process);
    tally.poison.delete(13);
    expect(await process.retry.retry('housing.tally')).toEqual({ replayed: 3, stillParked: 2 });
    expect(await amounts(process, still)).toEqual([13]);
    expect(await amounts(process, mended)).toEqual([13, 2]);
    expect(await parked(process)).toEqual([
      { case_key: still, error_class: 'CannotBeTallied', behind: false },
      { case_key: still, error_class: null, behind: true },
    ]);
  });

  it('loses and repeats nothing while the runner goes on', async () => {
    const { tally, process } = await start();
    const held = v4();
    await process.tally(held, 13);
    await process.runner.start();
    await caughtUp(process);
    tally.poison.clear();
    const expected = [13];
    const writing = (async () => {
      for (let amount = 20; amount < 60; amount += 1) {
        expected.push(amount);
        await process.tally(held, amount);
      }
    })();
    while ((await process.retry.retry('housing.tally')).replayed > 0 && expected.length < 40);
    await writing;
    await caughtUp(process);
    await process.retry.retry('housing.tally');
    expect(await amounts(process, held)).toEqual(expected);
  });
});

describe('an error that passes by itself', () => {
  it('parks nothing: the batch is tried again', async () => {
    const { tally, process } = await start();
    let failures = 0;
    tally.beforeCommit = async (_, tables) => {
      if (failures === 2) return;
      failures += 1;
      await tables.query(`select pg_sleep(0.2), set_config('statement_timeout', '50', true)`);
      await tables.query(`select pg_sleep(1)`);
    };
    const caseId = v4();
    await process.tally(caseId, 1);
    await process.runner.start();
    await eventually(async () => expect(await amounts(process, caseId)).toEqual([1]));
    expect(failures).toBe(2);
    expect(await parked(process)).toEqual([]);
  });
});

it('never keeps what an error said', async () => {
  const { process } = await start();
  await process.tally(v4(), 13);
  await process.runner.start();
  await caughtUp(process);
  const rows = await process.query(`select * from projections.parked`);
  expect(new CannotBeTallied(13).message).toContain('Synthetic Person');
  expect(JSON.stringify(rows)).not.toContain('Synthetic Person');
});

describe('a case that an operator parks', () => {
  it('waits from then on, also where nothing of it fails, and is let go by its id alone', async () => {
    const { process } = await start();
    const [held, failed] = [v4(), v4()];
    await process.tally(held, 1);
    await process.runner.start();
    await caughtUp(process);
    for (let time = 1; time <= 2; time += 1) await process.parking.park('housing.tally', held);
    for (const amount of [2, 3]) await process.tally(held, amount);
    await process.tally(failed, 13);
    await caughtUp(process);
    expect(await amounts(process, held)).toEqual([1]);
    expect((await process.status.all())[0]?.flaggedCases).toEqual([
      { caseKey: held, errorClass: null, byHand: true, parked: 2 },
      { caseKey: failed, errorClass: 'CannotBeTallied', byHand: false, parked: 1 },
    ]);
    // All the others are retried.
    expect(await process.retry.retry('housing.tally')).toEqual({ replayed: 0, stillParked: 1 });
    expect(await process.retry.retry('housing.tally', { caseKey: held })).toEqual({ replayed: 2, stillParked: 0 });
    await process.tally(held, 4);
    await caughtUp(process);
    expect(await amounts(process, held)).toEqual([1, 2, 3, 4]);
  });

  it.each([1, 2])(
    'waits also where the batch with its event was waiting for the lock meanwhile, with %d lanes',
    async (lanes) => {
      const process = await bed.open([new TallyInLanes(lanes)]);
      const held = v4();
      await process.runner.start();
      await process.tally(held, 1);
      await caughtUp(process);
      const operator = await process.pool.connect();
      await operator.query('begin');
      await operator.query('select from projections.positions for update');
      await process.tally(held, 2);
      await eventually(async () =>
        expect(
          await process.query(
            `select from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%projection-moves%'`,
          ),
        ).toHaveLength(1),
      );
      await operator.query(`insert into projections.held_cases (projection, case_key) values ('housing.tally', $1)`, [
        held,
      ]);
      await operator.query('commit');
      operator.release();
      await caughtUp(process);
      expect(await amounts(process, held)).toEqual([1]);
      expect(await parked(process)).toEqual([{ case_key: held, error_class: null, behind: true }]);
    },
  );

  it('stays parked where what waits of it fails', async () => {
    const { process } = await start();
    const held = v4();
    await process.parking.park('housing.tally', held);
    for (const amount of [1, 13, 2]) await process.tally(held, amount);
    await process.runner.start();
    await caughtUp(process);
    expect(await process.retry.retry('housing.tally', { caseKey: held })).toEqual({ replayed: 1, stillParked: 2 });
    expect((await process.status.all())[0]?.flaggedCases).toEqual([
      { caseKey: held, errorClass: 'CannotBeTallied', byHand: true, parked: 2 },
    ]);
  });

  it('is let go by a rebuild, unless it was parked while that went on', async () => {
    const { process, tally } = await start();
    const [before, meanwhile] = [v4(), v4()];
    await process.parking.park('housing.tally', before);
    for (const caseId of [before, meanwhile]) await process.tally(caseId, 1);
    await process.runner.start();
    await caughtUp(process);
    let isParked = false;
    tally.beforeCommit = async (_, tables) => {
      const [row] = await tables.query<{ schema: string }>(`select current_schema() as schema`);
      if (!row?.schema.includes('rebuild') || isParked) return;
      isParked = true;
      await process.parking.park('housing.tally', meanwhile);
    };
    await process.rebuild.rebuild('housing.tally');
    for (const caseId of [before, meanwhile]) await process.tally(caseId, 2);
    await caughtUp(process);
    expect(await amounts(process, before)).toEqual([1, 2]);
    expect(await amounts(process, meanwhile)).toEqual([1]);
    expect((await process.status.all())[0]?.flaggedCases).toMatchObject([{ caseKey: meanwhile, parked: 1 }]);
  });
});
