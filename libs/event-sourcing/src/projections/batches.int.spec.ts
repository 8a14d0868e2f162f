import fc from 'fast-check';
import { type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { TallyInLanes } from '../../../../test/projections/lanes';
import { Tally } from '../../../../test/projections/tally';
import type { Position, StoredEvent } from '../store/event-store';
import { Following } from './following';
import { LiveTables } from './live-tables';

const bed = testBed();
const poisonous = 13;

/** Builds the read model from the first event, in batches of a size. */
const build = async (process: Process, tally: Tally, batchSize: number): Promise<unknown> => {
  await process.query(`delete from projections.parked`);
  await process.query(`update projections.positions set position = null`);
  await process.query(`truncate housing.tally, housing.tally_log`);
  const last = await process.store.lastPosition();
  const stopping = new AbortController();
  const stopListening = process.signals.onAdvanced((_, position) => {
    if (position === last) stopping.abort();
  });
  const { pool, store, applying, signals, steps } = process;
  const following = await Following.from(
    { pool, store, applying, signals, steps, batchSize },
    tally,
    await process.creation.createIfNew(tally),
  );
  await following.run(stopping.signal);
  stopListening();
  return {
    position: (await process.query(`select position from projections.positions`))[0],
    rows: await process.query(`select * from housing.tally order by case_id`),
    log: await process.query(`select event_id, case_id, amount from housing.tally_log order by number`),
    parked: await process.query(
      `select event_id, case_key, error_class, behind from projections.parked order by number`,
    ),
  };
};

it('gives the same rows, position and parked events however the events are cut into batches', async () => {
  const tally = new Tally();
  tally.poison.add(poisonous);
  const process = await bed.open([tally]);
  await process.creation.createIfNew(tally);
  const events = fc.tuple(
    fc.constantFrom('case-a', 'case-b', 'case-c', 'case-d', 'case-e'),
    fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(poisonous)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(events, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 2, max: 40 }),
      async (more, batchSize) => {
        // The store only grows: every run sees all that came before too.
        for (const [caseId, amount] of more) await process.tally(caseId, amount);
        const oneByOne = await build(process, tally, 1);
        expect(await build(process, tally, batchSize)).toEqual(oneByOne);
      },
    ),
    { numRuns: 12 },
  );
});

it.each([1, 2])('costs two round trips beside what the projection asks, with %d lanes', async (lanes) => {
  const projection = new TallyInLanes(lanes);
  // One connection, so that each lane finds what it needs prepared.
  const process = await bed.open([projection], { max: 1 });
  const start = await process.creation.createIfNew(projection);
  for (const amount of [1, 2]) await process.tally('case-a', amount);
  const { events } = await process.store.readAll({ limit: 10 });
  const tables = await LiveTables.open(process, projection, start);
  const write = (event: StoredEvent | undefined): Promise<boolean> =>
    tables.write(event ? [event] : [], event?.position ?? ('' as Position));
  expect(await write(events[0])).toBe(true);

  const client = await process.pool.connect();
  const query = jest.spyOn(client, 'query');
  client.release();
  expect(await write(events[1])).toBe(true);
  const asked = query.mock.calls.map(([sent]: readonly unknown[]) =>
    typeof sent === 'string' ? sent : (sent as { readonly text: string }).text,
  );
  const ofOurs = asked.filter((text) => !/ tally(_log)? /.test(text));
  expect(ofOurs.map((text) => text.trim().split(/[;\s]/)[0])).toEqual([
    'begin',
    'commit',
    // Where there are lanes, the projection moves when all have.
    ...(lanes > 1 ? ['update'] : []),
  ]);
});
