import { v4 } from 'uuid';
import { testBed } from '../../../../test/projections/kernel-under-test';
import { Tally } from '../../../../test/projections/tally';

const bed = testBed();

describe('waiting for a projection', () => {
  it('ends as soon as it holds what was written', async () => {
    const process = await bed.open([new Tally()]);
    await process.runner.start();
    const caseId = v4();
    for (let round = 1; round <= 20; round += 1) {
      const { position } = await process.tally(caseId, 1);
      expect(await process.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
      expect(await process.query(`select events from housing.tally`)).toEqual([{ events: round }]);
    }
  });

  it('is told by the table where another process runs it, also after a restart of this one', async () => {
    const runs = await bed.open([new Tally()]);
    await runs.runner.start();
    const { position } = await runs.tally(v4(), 1);
    const waits = await bed.open([new Tally()]);
    expect(await waits.waiter.waitFor('housing.tally', position, 5000)).toBe(true);
    await runs.runner.stop();
    const restarted = await bed.open([new Tally()]);
    expect(await restarted.waiter.waitFor('housing.tally', position, 0)).toBe(true);
  });

  it('gives up in time where nobody runs it', async () => {
    const process = await bed.open([new Tally()]);
    const { position } = await process.tally(v4(), 1);
    const started = performance.now();
    expect(await process.waiter.waitFor('housing.tally', position, 200)).toBe(false);
    expect(performance.now() - started).toBeGreaterThanOrEqual(195);
    expect(await process.waiter.waitFor('housing.unheard-of', position, 0)).toBe(false);
  });

  it('is not fooled by an earlier position', async () => {
    const process = await bed.open([new Tally()]);
    await process.runner.start();
    const first = await process.tally(v4(), 1);
    await process.waiter.waitFor('housing.tally', first.position, 5000);
    await process.runner.stop();
    const second = await process.tally(v4(), 2);
    expect(await process.waiter.waitFor('housing.tally', second.position, 150)).toBe(false);
  });
});
