import type { Tables } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally } from '../../../../test/projections/tally';

const bed = testBed();

/** In these tests twenty events are a short history. */
const shortHistory = 20;
const longer = 30;

const open = (tally = new Tally()): Promise<Process> => bed.open([tally], { shortHistory });

const schemaOf = async (tables: Tables): Promise<string> =>
  (await tables.query<{ schema: string }>(`select current_schema() as schema`))[0]?.schema ?? '';

/** A tally that remembers into which tables it wrote. */
class WatchedTally extends Tally {
  readonly schemas = new Set<string>();
  override beforeCommit = async (_: unknown, tables: Tables): Promise<void> =>
    void this.schemas.add(await schemaOf(tables));
}

/** A tally that stands still in a build, when its rows are written, until it is told to go on. */
class HeldUpTally extends Tally {
  private meet: () => void = () => undefined;
  goOn: () => void = () => undefined;
  readonly isBuilding = new Promise<void>((resolve) => (this.meet = resolve));
  private readonly going = new Promise<void>((resolve) => (this.goOn = resolve));
  override beforeCommit = async (_: unknown, tables: Tables): Promise<void> => {
    if (!(await schemaOf(tables)).includes('rebuild')) return;
    this.meet();
    await this.going;
  };
}

const log = async (process: Process): Promise<string[]> =>
  (await process.query<{ event_id: string }>(`select event_id from housing.tally_log order by number`)).map(
    ({ event_id }) => event_id,
  );

const caughtUp = (process: Process): Promise<void> =>
  eventually(async () => expect(await process.status.one('housing.tally')).toMatchObject({ caughtUp: true }));

const untouched = async (process: Process): Promise<void> => {
  expect(await process.status.one('housing.tally')).not.toHaveProperty('position', expect.anything());
  expect(await log(process)).toEqual([]);
  expect(await process.query(`select name from projections.rebuilds`)).toEqual([]);
};

describe('a projection that is new where much has happened', () => {
  it('is built beside its empty tables, and goes on live', async () => {
    const tally = new WatchedTally();
    const process = await open(tally);
    const before = await appendMany(process, longer);
    await process.runner.start();
    await caughtUp(process);
    expect([...tally.schemas]).toEqual(['housing__rebuild_tally']);
    const after = await appendMany(process, 2);
    await caughtUp(process);
    expect([...tally.schemas]).toEqual(['housing__rebuild_tally', 'housing']);
    expect(await log(process)).toEqual([...before, ...after]);
  });

  it('is seen empty or whole, and said to be rebuilding in between', async () => {
    const tally = new HeldUpTally();
    const process = await open(tally);
    const written = await appendMany(process, longer);
    await process.runner.start();
    await tally.isBuilding;
    expect(await log(process)).toEqual([]);
    expect(await process.status.one('housing.tally')).toMatchObject({
      status: 'rebuilding',
      isRun: true,
      caughtUp: false,
    });
    tally.goOn();
    await caughtUp(process);
    expect(await log(process)).toEqual(written);
  });

  it('has tables without gaps', async () => {
    const process = await open();
    const caseId = v4();
    for (let count = 0; count < 200; count += 1) await process.tally(caseId, 1);
    await process.runner.start();
    await caughtUp(process);
    expect(await process.query(`select events from housing.tally`)).toEqual([{ events: 200 }]);
    expect(await process.query(`select pg_relation_size('housing.tally')::integer as bytes`)).toEqual([
      { bytes: 8_192 },
    ]);
  });

  it('is built once, by the one who runs it; the other goes on when that one stops in the middle', async () => {
    const tally = new HeldUpTally();
    const [one, two] = [await open(tally), await open()];
    const written = await appendMany(one, longer);
    await one.runner.start();
    await tally.isBuilding;
    await two.runner.start();
    const stopped = one.runner.stop();
    tally.goOn();
    await stopped;
    await caughtUp(two);
    expect(await log(two)).toEqual(written);
  });

  it('that cannot take an event is built with that case parked', async () => {
    const tally = new Tally();
    tally.poison.add(7);
    const process = await open(tally);
    await appendMany(process, longer);
    await process.runner.start();
    await caughtUp(process);
    expect(await log(process)).toHaveLength(longer - 1);
    expect(await process.status.one('housing.tally')).toMatchObject({ parked: 1 });
  });
});

describe('what an operator said before it was built stands', () => {
  it('paused, it is not built until it is resumed', async () => {
    const process = await open();
    const written = await appendMany(process, longer);
    await process.pause.pause('housing.tally');
    await process.runner.start();
    const last = await process.store.lastPosition();
    expect(last && (await process.waiter.waitFor('housing.tally', last, 800))).toBe(false);
    await untouched(process);
    expect(await process.status.one('housing.tally')).toMatchObject({ status: 'paused', isRun: true });
    await process.pause.resume('housing.tally');
    await caughtUp(process);
    expect(await log(process)).toEqual(written);
  });

  it('paused while it is built, it is left as it was, and built when it is resumed', async () => {
    const tally = new HeldUpTally();
    const process = await open(tally);
    const written = await appendMany(process, longer);
    await process.runner.start();
    await tally.isBuilding;
    await process.pause.pause('housing.tally');
    tally.goOn();
    await eventually(() => untouched(process));
    await process.pause.resume('housing.tally');
    await caughtUp(process);
    expect(await log(process)).toEqual(written);
  });

  it('a case that is parked waits: its history is not taken in', async () => {
    const process = await open();
    const held = v4();
    await process.tally(held, 1);
    await appendMany(process, longer);
    await process.parking.park('housing.tally', held);
    await process.runner.start();
    await caughtUp(process);
    expect(await log(process)).toHaveLength(longer);
    const flagged = { caseKey: held, byHand: true, parked: 1 };
    expect(await process.status.one('housing.tally')).toMatchObject({ flaggedCases: [flagged] });
  });
});

describe('a short history', () => {
  it('is taken in as it would be live', async () => {
    const tally = new WatchedTally();
    const process = await open(tally);
    await appendMany(process, shortHistory);
    await process.runner.start();
    await caughtUp(process);
    expect([...tally.schemas]).toEqual(['housing']);
  });
});
