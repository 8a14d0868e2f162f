import { Client } from 'pg';
import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally, TallyTwo } from '../../../../test/projections/tally';

const bed = testBed();

const ids = async (process: Process): Promise<string[]> =>
  (await process.query<{ event_id: string }>(`select event_id from housing.tally_log order by number`)).map(
    ({ event_id }) => event_id,
  );

const caughtUp = async (process: Process): Promise<void> => {
  const last = await process.store.lastPosition();
  if (last) expect(await process.waiter.waitFor('housing.tally', last, 10_000)).toBe(true);
};

const leftovers = async (process: Process): Promise<unknown[]> => [
  ...(await process.query(`select nspname from pg_namespace where nspname like '%rebuild%'`)),
  ...(await process.query(`select name from projections.rebuilds`)),
  ...(await process.query(`select event_id from projections.parked where rebuilding`)),
];

const runningWith = async (count: number, tally = new Tally()): Promise<{ process: Process; written: string[] }> => {
  const process = await bed.open([tally]);
  const written = await appendMany(process, count);
  await process.runner.start();
  await caughtUp(process);
  return { process, written };
};

describe('a rebuild', () => {
  it('mends rows that were changed, and the projection goes on from there', async () => {
    const { process, written } = await runningWith(30);
    await process.query(`delete from housing.tally_log where amount > 10`);
    expect(await process.rebuild.rebuild('housing.tally')).toBe(30);
    expect(await ids(process)).toEqual(written);
    const more = await appendMany(process, 3);
    await caughtUp(process);
    expect(await ids(process)).toEqual([...written, ...more]);
    expect(await leftovers(process)).toEqual([]);
  });

  it('never shows a reader fewer rows than before, while others append', async () => {
    const { process, written } = await runningWith(200);
    const counts: number[] = [];
    let rebuilding = true;
    const reader = (async () => {
      while (rebuilding) {
        const [row] = await process.query<{ log: string; cases: string }>(
          `select (select count(*) from housing.tally_log) as log, (select count(*) from housing.tally) as cases`,
        );
        expect(row?.log).toBe(row?.cases);
        counts.push(Number(row?.log));
      }
    })();
    const writer = (async () => {
      const more: string[] = [];
      while (rebuilding) more.push(...(await appendMany(process, 1)));
      return more;
    })();
    for (let round = 0; round < 2; round += 1) await process.rebuild.rebuild('housing.tally');
    rebuilding = false;
    await reader;
    const more = await writer;
    await caughtUp(process);
    expect(counts.length).toBeGreaterThan(2);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(200);
    expect(await ids(process)).toEqual([...written, ...more]);
  });

  it('hands over tables without the gaps that many changes of a row leave', async () => {
    const process = await bed.open([new Tally()]);
    const caseId = v4();
    for (let count = 0; count < 600; count += 1) await process.tally(caseId, 1);
    await process.rebuild.rebuild('housing.tally');
    expect(await process.query('select events from housing.tally')).toEqual([{ events: 600 }]);
    expect(await process.query(`select pg_relation_size('housing.tally')::integer as bytes`)).toEqual([
      { bytes: 8_192 },
    ]);
  });

  it('waits for a long reader without holding up others for longer than a moment', async () => {
    const { process, written } = await runningWith(5);
    const reader = new Client({ connectionString: bed.database.appUrl });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select from housing.tally_log');
    const rebuilt = process.rebuild.rebuild('housing.tally');
    const slowest = await slowestOf(8, () => process.query('select from housing.tally_log'));
    expect(slowest).toBeLessThan(900);
    await reader.query('commit');
    await reader.end();
    expect(await rebuilt).toBe(5);
    expect(await ids(process)).toEqual(written);
  });

  it('that crashes leaves the live tables at work, and can be started again', async () => {
    const tally = new Tally();
    const { process, written } = await runningWith(10, tally);
    const superuser = new Client({ connectionString: bed.database.superUrl });
    await superuser.connect();
    tally.beforeCommit = async (_, tables) => {
      const [row] = await tables.query<{ schema: string; pid: number }>(
        `select current_schema() as schema, pg_backend_pid() as pid`,
      );
      if (row?.schema.includes('rebuild')) await superuser.query('select pg_terminate_backend($1)', [row.pid]);
    };
    await expect(process.rebuild.rebuild('housing.tally')).rejects.toThrow();
    await superuser.end();
    tally.beforeCommit = async () => undefined;
    expect(await leftovers(process)).not.toEqual([]);
    const more = await appendMany(process, 2);
    await caughtUp(process);
    expect(await ids(process)).toEqual([...written, ...more]);

    const next = await bed.open([new Tally()]);
    await next.runner.start();
    expect(await leftovers(next)).toEqual([]);
    expect(await next.rebuild.rebuild('housing.tally')).toBe(12);
    expect(await ids(next)).toEqual([...written, ...more]);
  });

  it('leaves nothing behind when it is told to stop', async () => {
    const { process } = await runningWith(3);
    const stopping = new AbortController();
    const onProgress = (): void => stopping.abort();
    // A reader in the way keeps it from taking over at once.
    const reader = new Client({ connectionString: bed.database.appUrl });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select from housing.tally');
    expect(await process.rebuild.rebuild('housing.tally', { signal: stopping.signal, onProgress })).toBeUndefined();
    await reader.end();
    expect(await leftovers(process)).toEqual([]);
  });

  it('of the same projection waits for its turn', async () => {
    const [one, two] = [(await runningWith(20)).process, await bed.open([new Tally()])];
    await expect(
      Promise.all([one.rebuild.rebuild('housing.tally'), two.rebuild.rebuild('housing.tally')]),
    ).resolves.toEqual([20, 20]);
    expect(await ids(one)).toHaveLength(20);
  });

  it('takes what was parked along, unless it fails again', async () => {
    const tally = new Tally();
    tally.poison.add(13).add(14);
    const { process } = await runningWith(0, tally);
    const [mended, still] = [v4(), v4()];
    for (const amount of [13, 1]) await process.tally(mended, amount);
    for (const amount of [2, 14, 3]) await process.tally(still, amount);
    await caughtUp(process);
    expect((await process.status.all())[0]?.parked).toBe(4);
    tally.poison.delete(13);
    await process.rebuild.rebuild('housing.tally');
    expect((await process.status.all())[0]).toMatchObject({ parked: 2, flaggedCases: [{ caseKey: still, parked: 2 }] });
    expect(await process.query(`select amount from housing.tally_log order by number`)).toEqual([
      { amount: 13 },
      { amount: 1 },
      { amount: 2 },
    ]);
    // The case is held back in the new tables too.
    await process.tally(still, 4);
    await caughtUp(process);
    expect((await process.status.all())[0]?.parked).toBe(3);
  });
});

describe('a new version', () => {
  it('is built beside the old tables, which serve until it takes over', async () => {
    const { process: old, written } = await runningWith(25);
    const two = new TallyTwo();
    let seen: { count: string } | undefined;
    two.beforeCommit = async () => {
      seen ??= (await old.query<{ count: string }>(`select count(*) from housing.tally`))[0];
    };
    const next = await bed.open([two]);
    await next.runner.start();
    await eventually(async () =>
      expect((await next.status.all())[0]).toMatchObject({ liveVersion: 2, status: 'live', caughtUp: true }),
    );
    expect(seen).toEqual({ count: '25' });
    expect(await next.query(`select distinct doubled = total * 2 as doubled from housing.tally`)).toEqual([
      { doubled: true },
    ]);
    expect(await ids(next)).toEqual(written);
    expect(await leftovers(next)).toEqual([]);
  });

  it('ends the old release’s hold on the tables, and each event is applied once', async () => {
    const { process: old, written } = await runningWith(5);
    const next = await bed.open([new TallyTwo()]);
    await next.runner.start();
    const more: string[] = [];
    await eventually(async () => {
      more.push(...(await appendMany(old, 1)));
      expect((await next.status.all())[0]?.liveVersion).toBe(2);
    });
    more.push(...(await appendMany(old, 5)));
    await caughtUp(next);
    expect(await ids(next)).toEqual([...written, ...more]);
    expect(await next.query(`select from housing.tally where doubled is distinct from total * 2`)).toEqual([]);
    await expect(old.retry.retry('housing.tally')).resolves.toEqual({ replayed: 0, stillParked: 0 });
  });

  it('is not replaced by the old release, neither by itself nor by order', async () => {
    const { process: old, written } = await runningWith(5);
    const next = await bed.open([new TallyTwo()]);
    await next.runner.start();
    await eventually(async () =>
      expect((await next.status.all())[0]).toMatchObject({ liveVersion: 2, caughtUp: true }),
    );
    const refused = {
      name: 'TablesOfAnotherVersion',
      message: expect.stringContaining('do it with that release') as string,
    };
    await expect(old.rebuild.rebuild('housing.tally')).rejects.toMatchObject(refused);
    expect(await old.rebuild.rebuild('housing.tally', { onlyIfOlder: true })).toBeUndefined();
    expect(await ids(next)).toEqual(written);
    expect((await next.status.all())[0]?.liveVersion).toBe(2);
    expect(await leftovers(next)).toEqual([]);
  });

  it('is built once when two processes of the release start together', async () => {
    await runningWith(5);
    const releases = [await bed.open([new TallyTwo()]), await bed.open([new TallyTwo()])];
    await Promise.all(releases.map(({ runner }) => runner.start()));
    const [one] = releases;
    if (!one) throw new Error('There are two.');
    await eventually(async () => expect((await one.status.all())[0]).toMatchObject({ liveVersion: 2, caughtUp: true }));
    const more = await appendMany(one, 4);
    await caughtUp(one);
    expect((await ids(one)).slice(-4)).toEqual(more);
    expect(await ids(one)).toHaveLength(9);
  });

  it('takes the tables of the old one away that it no longer has', async () => {
    class Slim extends Tally {
      override readonly version = 3;
      override readonly schema = `create table tally_total (total integer not null); insert into tally_total values (0);`;
      override async apply(...[events, tables]: Parameters<Tally['apply']>): Promise<void> {
        for (const { data } of events) await tables.query(`update tally_total set total = total + $1`, [data.amount]);
      }
    }
    await runningWith(4);
    const next = await bed.open([new Slim()]);
    await next.runner.start();
    await eventually(async () => expect((await next.status.all())[0]?.liveVersion).toBe(3));
    expect(await next.query(`select total from housing.tally_total`)).toEqual([{ total: 10 }]);
    expect(
      await next.query(`select relname from pg_class where relnamespace = 'housing'::regnamespace and relkind = 'r'`),
    ).toEqual([{ relname: 'tally_total' }]);
  });
});

const slowestOf = async (times: number, work: () => Promise<unknown>): Promise<number> => {
  let slowest = 0;
  for (let time = 0; time < times; time += 1) {
    const started = performance.now();
    await work();
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
};
