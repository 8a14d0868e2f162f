import fc from 'fast-check';
import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { TallyInLanes } from '../../../../test/projections/lanes';
import { overheard, Tally } from '../../../../test/projections/tally';
import { Following } from './following';
import { setLanes } from './lanes';
import { RebuildTables } from './rebuild-tables';
import type { RunnerStep } from './steps';

const bed = testBed();
const name = 'housing.tally';
const poisonous = 13;

/** What may come out of it: numbers that a table gives out by itself differ with the order of cases. */
const outcome = async (process: Process): Promise<unknown> => ({
  rows: await process.query(`select * from housing.tally order by case_id`),
  log: await process.query(
    `select case_id, array_agg(event_id order by number) as events from housing.tally_log group by case_id order by case_id`,
  ),
  parked: await process.query(
    `select case_key, array_agg(event_id order by number) as events, array_agg(error_class order by number) as errors
     from projections.parked group by case_key order by case_key`,
  ),
});

const forget = async (process: Process): Promise<void> => {
  await process.query(`delete from projections.parked`);
  await process.query(`truncate housing.tally, housing.tally_log`);
  await process.query(`update projections.positions set position = null`);
  const client = await process.pool.connect();
  await setLanes(client, name, 1);
  client.release();
};

/** How one stretch is applied: by how many lanes, in batches of what size, in which order, and where it breaks off. */
interface Stretch {
  readonly lanes: number;
  readonly batchSize: number;
  readonly delays: readonly number[];
  readonly breaks: readonly number[];
}

class BreaksOff extends Error {}

const between: readonly RunnerStep[] = ['locked', 'before-commit', 'after-commit', 'lanes-joined'];

/** Applies all that is there. */
const catchUp = async (process: Process, { lanes, batchSize, delays, breaks }: Stretch): Promise<void> => {
  const projection = new TallyInLanes(lanes);
  projection.poison.add(poisonous);
  let visits = 0;
  let hasBroken: boolean;
  process.steps.visit = async (step) => {
    if (!between.includes(step)) return;
    const visit = visits;
    visits += 1;
    for (let turn = 0; turn < (delays[visit % delays.length] ?? 0); turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    if (!breaks.includes(visit)) return;
    hasBroken = true;
    throw new BreaksOff();
  };
  const { pool, store, applying, signals, steps } = process;
  const parts = { pool, store, applying, signals, steps, batchSize };
  const begin = async () => Following.from(parts, projection, await process.creation.createIfNew(projection));
  do {
    hasBroken = false;
    try {
      expect(await (await begin()).evenOut(lanes)).toBe(true);
      expect(await (await begin()).catchUp()).toBe(true);
    } catch (error) {
      if (!(error instanceof BreaksOff)) throw error;
    }
  } while (hasBroken);
  process.steps.visit = () => undefined;
};

const stretch = fc.record({
  lanes: fc.integer({ min: 1, max: 5 }),
  batchSize: fc.integer({ min: 1, max: 12 }),
  delays: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 7 }),
  breaks: fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
});

describe('lanes of a projection', () => {
  it('give the rows that one lane gives, in whatever order they run, break off or change in number', async () => {
    const tally = new Tally();
    tally.poison.add(poisonous);
    const process = await bed.open([tally]);
    await process.creation.createIfNew(tally);
    const events = fc.tuple(
      fc.constantFrom('case-a', 'case-b', 'case-c', 'case-d', 'case-e', 'case-f'),
      fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 12 }) },
        { weight: 1, arbitrary: fc.constant(poisonous) },
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(events, { minLength: 1, maxLength: 8 }), stretch), { minLength: 1, maxLength: 3 }),
        async (stretches) => {
          await process.query(
            `update projections.positions set position = (select max(position)::text from eventstore.events)`,
          );
          const from = (await process.creation.createIfNew(tally)).position ?? null;
          const begin = async (): Promise<void> => {
            await forget(process);
            await process.query(`update projections.positions set position = $1`, [from]);
          };
          await begin();
          for (const [more, how] of stretches) {
            for (const [caseId, amount] of more) await process.tally(caseId, amount);
            await process.append(overheard({ what: 'nothing' }), { caseId: 'case-a' });
            await catchUp(process, how);
          }
          const inLanes = await outcome(process);
          await begin();
          await catchUp(process, { lanes: 1, batchSize: 1000, delays: [0], breaks: [] });
          expect(inLanes).toEqual(await outcome(process));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('work side by side: each is ready to commit before any other has', async () => {
    const process = await bed.open([new TallyInLanes(3)]);
    const written = await appendMany(process, 60);
    let ready = 0;
    let meet = (): void => undefined;
    const all = new Promise<void>((resolve) => (meet = resolve));
    process.steps.visit = async (step) => {
      if (step !== 'before-commit') return;
      ready += 1;
      if (ready === 3) meet();
      await all;
    };
    await process.runner.start();
    const last = await process.store.lastPosition();
    const isDone = last && (await process.waiter.waitFor(name, last, 5_000));
    meet();
    expect(isDone).toBe(true);
    expect(await process.query(`select event_id from housing.tally_log`)).toHaveLength(written.length);
  });

  it('are changed in number by the next release, and nothing is applied twice', async () => {
    const written: string[] = [];
    for (const lanes of [1, 4, 2, 1]) {
      const process = await bed.open([new TallyInLanes(lanes)]);
      await process.runner.start();
      written.push(...(await appendMany(process, 10)));
      const last = await process.store.lastPosition();
      expect(last && (await process.waiter.waitFor(name, last, 5_000))).toBe(true);
      expect((await process.status.all())[0]).toMatchObject({ lanes, caughtUp: true });
      const [stored] = await process.query<{ rows: number }>(`select count(*)::int as rows from projections.lanes`);
      expect(stored).toEqual({ rows: lanes === 1 ? 0 : lanes });
      await process.runner.stop();
    }
    const process = await bed.open([new Tally()]);
    const rows = await process.query<{ event_id: string }>(`select event_id from housing.tally_log`);
    expect(rows.map(({ event_id }) => event_id).sort()).toEqual(written.sort());
  });

  it('are told of by the last of them: a waiter sees her write, whichever lane it is in', async () => {
    const process = await bed.open([new TallyInLanes(3)]);
    await process.runner.start();
    for (let round = 1; round <= 10; round += 1) {
      const caseId = v4();
      const { position } = await process.tally(caseId, round);
      expect(await process.waiter.waitFor(name, position, 5_000)).toBe(true);
      expect(await process.query(`select total from housing.tally where case_id = $1`, [caseId])).toEqual([
        { total: round },
      ]);
    }
  });

  it('fill a rebuild too, and a reader in a loop sees the old rows or the new ones, never an error', async () => {
    const process = await bed.open([new TallyInLanes(3)]);
    const written = await appendMany(process, 150);
    await process.runner.start();
    await eventually(async () => expect((await process.status.all())[0]?.caughtUp).toBe(true));
    const counts: number[] = [];
    let rebuilding = true;
    const reader = (async () => {
      while (rebuilding) {
        const [row] = await process.query<{ log: number; cases: number }>(
          `select (select count(*)::int from housing.tally_log) as log, (select count(*)::int from housing.tally) as cases`,
        );
        counts.push(row?.log ?? 0, row?.cases ?? 0);
      }
    })();
    const writer = (async () => {
      while (rebuilding) written.push(...(await appendMany(process, 1)));
    })();
    for (let round = 1; round <= 3; round += 1) await process.rebuild.rebuild(name);
    rebuilding = false;
    await Promise.all([reader, writer]);
    expect(counts.length).toBeGreaterThan(10);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(150);
    await eventually(async () => {
      const rows = await process.query<{ event_id: string }>(`select event_id from housing.tally_log`);
      expect(rows.map(({ event_id }) => event_id).sort()).toEqual([...written].sort());
    });
  });

  it('of a rebuild that lost its lock write nothing into the tables of the next', async () => {
    const process = await bed.open([new TallyInLanes(2)]);
    await process.runner.start();
    await appendMany(process, 20);
    await eventually(async () => expect((await process.status.all())[0]?.caughtUp).toBe(true));
    const { pool, applying, steps } = process;
    const projection = new TallyInLanes(2);
    const client = await pool.connect();
    const stale = new RebuildTables(
      { pool, applying, steps },
      { client, projection, rebuilding: true },
      '2027-01-01 00:00:00+00',
    );
    const { events, upTo } = await process.store.readAll({ limit: 100 });
    await client.query(`insert into projections.rebuilds (name, version) values ($1, 1)`, [name]);
    await expect(stale.write(events, upTo)).rejects.toThrow('Another rebuild of the same projection has begun.');
    client.release();
    expect(await process.rebuild.rebuild(name)).toBe(20);
  });
});
