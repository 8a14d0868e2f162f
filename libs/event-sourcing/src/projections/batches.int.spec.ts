import fc from 'fast-check';
import { type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { Tally } from '../../../../test/projections/tally';
import { Following } from './following';

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
