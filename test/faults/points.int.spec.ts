import { runnerSteps } from '@ttg/event-sourcing/projections/steps';
import { v4 } from 'uuid';
import { eventually, type Process, type TestBed, testBed } from '../projections/kernel-under-test';
import { TallyInLanes } from '../projections/lanes';
import { overheard } from '../projections/tally';
import { startChild } from './child';
import { type FaultPoint, faultPoints } from './points';

const name = 'housing.tally';
const poison = 13;

/** Each kind of fault has a database, in which one point comes after the other. */
let bed: TestBed;
/** What was written to each case, in order. */
let written: Map<string, number[]>;

const open = async ({ lanes }: FaultPoint, { takesAll = true } = {}): Promise<Process> => {
  const tally = new TallyInLanes(lanes);
  if (!takesAll) tally.poison.add(poison);
  return bed.open([tally], { impatient: true });
};

const tell = async (process: Process, amounts: readonly number[]): Promise<void> => {
  for (const amount of amounts)
    for (const [caseId, ofCase] of written) {
      await process.tally(caseId, amount);
      ofCase.push(amount);
    }
};

const caughtUp = async (process: Process): Promise<void> => {
  const last = await process.store.lastPosition();
  if (last) expect(await process.waiter.waitFor(name, last, 10_000)).toBe(true);
};

/** What is there when the fault comes. */
const begin = async (process: Process, { events }: FaultPoint): Promise<void> => {
  if (events === 'of-others') await process.append(overheard({ what: 'nothing' }), { caseId: v4() });
  else await tell(process, events === 'with-poison' ? [1, poison, 2] : [1, 2]);
};

const ask = async (process: Process, work: FaultPoint['work']): Promise<void> => {
  if (work === 'run') await process.runner.start();
  if (work === 'rebuild') await process.rebuild.rebuild(name);
  if (work === 'retry') await process.retry.retry(name);
};

/** A consumer that throws there, once. */
const throwing = async (process: Process, { step, work }: FaultPoint): Promise<void> => {
  let visits = 0;
  process.steps.visit = (at) => {
    if (at !== step) return;
    visits += 1;
    if (visits === 1) throw new TypeError('Thrown by a test.');
  };
  // It is tried again, one by one, or given up: then whoever asked is told so.
  await ask(process, work).catch((error: unknown) => expect(error).toHaveProperty('message', 'Thrown by a test.'));
  await eventually(() => expect(visits).toBeGreaterThan(0));
};

/** A consumer that never comes back from there; then the application is stopped. */
const hanging = async (process: Process, { step, work }: FaultPoint): Promise<void> => {
  let isThere = false;
  process.steps.visit = (at) => {
    if (at !== step) return undefined;
    isThere = true;
    return new Promise<never>(() => undefined);
  };
  await (work === 'run' ? process.runner.start() : process.works[work](name));
  await eventually(() => expect(isThere).toBe(true));
  await process.works.beforeApplicationShutdown();
  await process.runner.stop();
  process.steps.visit = () => undefined;
};

/** A process that is killed with -9 there. */
const killed = async (_: Process, { step, work, lanes, events }: FaultPoint): Promise<void> => {
  const takesAll = events !== 'with-poison' || work === 'retry';
  const errand = { databaseUrl: bed.database.appUrl, work, lanes, killedAt: step };
  expect(await startChild({ ...errand, ...(!takesAll && { poison }) }).ended).toBe('SIGKILL');
};

type Fault = (process: Process, point: FaultPoint) => Promise<void>;

/** Nothing was lost, repeated or reordered, and nothing lies about. */
const expectWhole = async (process: Process): Promise<void> => {
  for (const [caseId, amounts] of written) {
    const log = await process.query<{ amount: number }>(
      `select amount from housing.tally_log where case_id = $1 order by number`,
      [caseId],
    );
    expect(log.map(({ amount }) => amount)).toEqual(amounts);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    expect(await process.query(`select events, total from housing.tally where case_id = $1`, [caseId])).toEqual(
      amounts.length === 0 ? [] : [{ events: amounts.length, total }],
    );
  }
  const [count] = await process.query<{ written: string; logged: string; once: string }>(
    `select (select count(*) from eventstore.events where type = 'housing.tallied') as written,
       (select count(*) from housing.tally_log) as logged, (select count(distinct event_id) from housing.tally_log) as once`,
  );
  expect(count).toEqual({ written: count?.once, logged: count?.once, once: count?.once });
  expect(
    await process.query(
      `select 'parked' as what from projections.parked union all select 'rebuild' from projections.rebuilds
       union all select nspname::text from pg_namespace where nspname like '%rebuild%'`,
    ),
  ).toEqual([]);
};

const carryOut = async (fault: Fault, point: FaultPoint): Promise<void> => {
  const takesAll = point.events !== 'with-poison';
  const broken = await open(point, { takesAll: takesAll || point.work === 'retry' });
  const live = point.work === 'run' ? broken : await open({ ...point, lanes: 1 }, { takesAll });
  if (point.work === 'rebuild' || point.work === 'retry') await live.runner.start();
  await begin(live, point);
  if (point.work !== 'run') await caughtUp(live);
  await fault(broken, point);

  // The next process, where ours is no more: what runs goes on, what was asked for is asked for again.
  const next = point.work !== 'run' ? live : fault === throwing ? broken : await open(point, { takesAll });
  if (point.work === 'run' && next !== broken) await next.runner.start();
  await tell(next, [3, 4]);
  await caughtUp(next);
  if (takesAll) await expectInLive(next);
  const mended = await open(point);
  if (point.work === 'rebuild') await mended.rebuild.rebuild(name);
  expect(await mended.retry.retry(name)).toMatchObject({ stillParked: 0 });
  await caughtUp(next);
  await expectWhole(next);
};

/** The live tables have it all, before anything is asked for again. */
const expectInLive = async (process: Process): Promise<void> => {
  const [row] = await process.query<{ events: number }>(
    `select coalesce(sum(events), 0)::int as events from housing.tally where case_id = any ($1)`,
    [[...written.keys()]],
  );
  expect(row?.events).toBe([...written.values()].flat().length);
};

beforeEach(() => {
  written = new Map([v4(), v4(), v4()].map((caseId) => [caseId, []]));
});

it('every step of the runner is visited', () =>
  expect(new Set(faultPoints.map(({ step }) => step))).toEqual(new Set(runnerSteps)));

describe.each([
  ['throws', throwing],
  ['hangs, and is stopped,', hanging],
  ['is killed with -9', killed],
] as const)('a consumer that %s', (_, fault) => {
  const own = testBed({ shared: true });
  beforeAll(() => void (bed = own));
  it.each(faultPoints)('at $step ($work, $lanes lanes) loses, repeats and reorders nothing', (point) =>
    carryOut(fault, point),
  );
});
