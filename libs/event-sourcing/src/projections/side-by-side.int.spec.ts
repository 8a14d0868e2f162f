import { v4 } from 'uuid';
import { appendMany, eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally } from '../../../../test/projections/tally';
import { EventStoreUnavailable } from '../store/errors';
import type { Position } from '../store/event-store';

const bed = testBed();

/** Another projection of the same events, in tables of its own. */
class OtherTally extends Tally {
  override readonly name = 'custody.tally' as 'housing.tally';
}

/** What a projection was given, in order, as it stands in its tables. */
const logged = async (process: Process, context: 'housing' | 'custody'): Promise<string[]> => {
  const rows = await process.query<{ event_id: string }>(`select event_id from ${context}.tally_log order by number`);
  return rows.map(({ event_id }) => event_id);
};

const positions = async (process: Process): Promise<Record<string, string>> => {
  const rows = await process.query<{ name: string; position: string }>(
    'select name, position from projections.positions',
  );
  return Object.fromEntries(rows.map(({ name, position }) => [name, position]));
};

const newestPosition = async ({ store }: Process): Promise<Position> => {
  const position = await store.lastPosition();
  if (position === undefined) throw new Error('Something was written.');
  return position;
};

/** Two that have taken the same first events. Both take all that comes until one of them is held up. */
const bothBegun = async () => {
  const [held, free] = [new Tally(), new OtherTally()];
  const process = await bed.open([held, free], { impatient: true });
  const before = await appendMany(process, 3);
  await process.runner.start();
  await eventually(async () => {
    expect(await logged(process, 'housing')).toEqual(before);
    expect(await logged(process, 'custody')).toEqual(before);
  });
  const stoodAt = await newestPosition(process);
  await eventually(async () =>
    expect(await positions(process)).toEqual({ 'housing.tally': stoodAt, 'custody.tally': stoodAt }),
  );
  return { process, held, before, stoodAt };
};

type Begun = Awaited<ReturnType<typeof bothBegun>>;

/** @returns what lets it go on. */
type HoldUp = (begun: Begun) => Promise<() => Promise<void> | void> | (() => Promise<void> | void);

const hangs: HoldUp = ({ held }) => {
  let goOn = (): void => undefined;
  const isLetOn = new Promise<void>((resolve) => (goOn = resolve));
  held.beforeCommit = () => isLetOn;
  return () => goOn();
};

const failsForNow: HoldUp = ({ held }) => {
  let isOver = false;
  held.beforeCommit = async () => {
    if (!isOver) throw new EventStoreUnavailable('no');
  };
  return () => void (isOver = true);
};

const isPaused: HoldUp = async ({ process }) => {
  await process.pause.pause('housing.tally');
  return () => process.pause.resume('housing.tally');
};

describe('two projections of one process', () => {
  it.each([
    ['hangs', hangs],
    ['fails, again and again, with what passes by itself', failsForNow],
    ['is paused', isPaused],
  ])('each go their own way: one that %s holds back no other, and goes on from its own place', async (_, holdUp) => {
    const begun = await bothBegun();
    const { process, before, stoodAt } = begun;
    const letGo = await holdUp(begun);
    const all = [...before];
    for (let round = 0; round < 3; round += 1) {
      all.push(...(await appendMany(process, 2)));
      await eventually(async () => expect(await logged(process, 'custody')).toEqual(all));
    }
    const newest = await newestPosition(process);
    expect(await process.waiter.waitFor('custody.tally', newest, 5_000)).toBe(true);
    expect(await positions(process)).toEqual({ 'housing.tally': stoodAt, 'custody.tally': newest });
    expect(await logged(process, 'housing')).toEqual(before);

    await letGo();
    await eventually(async () => {
      expect(await logged(process, 'housing')).toEqual(all);
      expect(await positions(process)).toEqual({ 'housing.tally': newest, 'custody.tally': newest });
    });
    expect(await logged(process, 'custody')).toEqual(all);
    expect(await process.query('select * from projections.parked')).toEqual([]);
  });

  it('park each for itself: a case that one cannot take goes on in the other', async () => {
    const { process, held, before } = await bothBegun();
    held.poison.add(7);
    const caseId = v4();
    let position: Position | undefined;
    for (const amount of [7, 8]) {
      await process.tally(caseId, amount);
      position = await newestPosition(process);
      for (const name of ['housing.tally', 'custody.tally'])
        expect(await process.waiter.waitFor(name, position, 5_000)).toBe(true);
    }
    const parked = await process.query('select projection, case_key from projections.parked order by number');
    expect(parked).toEqual([
      { projection: 'housing.tally', case_key: caseId },
      { projection: 'housing.tally', case_key: caseId },
    ]);
    expect(await process.query('select total from custody.tally where case_id = $1', [caseId])).toEqual([
      { total: 15 },
    ]);
    expect(await logged(process, 'housing')).toEqual(before);
    expect(await positions(process)).toEqual({ 'housing.tally': position, 'custody.tally': position });
  });
});
