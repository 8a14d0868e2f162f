import type { IsoInstant } from '@ttg/event-sourcing';
import { Temporal } from 'temporal-polyfill';
import { v4 } from 'uuid';
import { eventually, type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { overheard, Tally, tallied } from '../../../../test/projections/tally';
import { event, newStream } from '../../../event-sourcing/contract/fixtures';
import { Measures } from './measures';
import { ProjectionMeasures } from './projection-measures';

const bed = testBed();

/** What Prometheus reads of the projection, each time it asks. */
const reading = ({ status, signals }: Process) => {
  const measures = new Measures();
  new ProjectionMeasures(measures, status, signals);
  return async (gauge: string): Promise<number> => {
    const line = new RegExp(`^ttg_projection_${gauge}\\{projection="housing.tally"\\} (.+)$`, 'm');
    return Number(line.exec(await measures.text())?.[1]);
  };
};

/** Appends an event of the projection that was recorded so long ago. */
const recordedAgo = async ({ store }: Process, seconds: number, type: string = tallied.type) => {
  const made = event({ amount: 1 }, { type });
  const recordedAt = Temporal.Now.instant().subtract({ seconds }).toString({ smallestUnit: 'millisecond' });
  const metadata = { ...made.metadata, caseId: v4(), recordedAt: recordedAt as IsoInstant };
  return store.append(newStream('tally'), [{ ...made, metadata }], 'no-stream');
};

/** What a busy machine may take between an append and a reading. Seconds. */
const slack = 10;

const expectAge = (read: number, seconds: number): void => {
  expect(read).toBeGreaterThanOrEqual(seconds);
  expect(read).toBeLessThan(seconds + slack);
};

describe('how many seconds a projection is behind', () => {
  it('is the age of the oldest event it has not taken, while it is paused, and 0 when it has caught up', async () => {
    const process = await bed.open([new Tally()]);
    const gauge = reading(process);
    await process.runner.start();
    const { position } = await recordedAgo(process, 5_000);
    expect(await process.waiter.waitFor('housing.tally', position, 5_000)).toBe(true);
    await eventually(async () => expect(await gauge('lag_seconds')).toBe(0));

    await process.pause.pause('housing.tally');
    expect(await gauge('lag_seconds')).toBe(0);
    // What it does not handle does not wait for it.
    await recordedAgo(process, 9_000, overheard.type);
    expect(await gauge('lag_seconds')).toBe(0);
    await recordedAgo(process, 600);
    const first = await gauge('lag_seconds');
    expectAge(first, 600);
    const { position: last } = await recordedAgo(process, 30);
    const second = await gauge('lag_seconds');
    expectAge(second, 600);
    expect(second).toBeGreaterThan(first);
    expect([await gauge('paused'), await gauge('lag_events')]).toEqual([1, 2]);

    await process.pause.resume('housing.tally');
    expect(await process.waiter.waitFor('housing.tally', last, 5_000)).toBe(true);
    await eventually(async () => expect(await gauge('lag_seconds')).toBe(0));
  });

  it('is that also where nobody runs it, and of what is left while it takes in the rest', async () => {
    const tally = new Tally();
    const process = await bed.open([tally]);
    const gauge = reading(process);
    await recordedAgo(process, 900);
    expectAge(await gauge('lag_seconds'), 900);
    await recordedAgo(process, 400);
    // It waits between two batches: the first is committed, the second in hand.
    let goOn = (): void => undefined;
    const isLetOn = new Promise<void>((resolve) => (goOn = resolve));
    let batches = 0;
    tally.beforeCommit = async () => {
      batches += 1;
      if (batches === 2) await isLetOn;
    };
    await process.runner.start();
    await eventually(() => expect(batches).toBe(1));
    await eventually(async () => expect(await gauge('lag_seconds')).toBe(0));
    await recordedAgo(process, 200);
    await eventually(() => expect(batches).toBe(2));
    expectAge(await gauge('lag_seconds'), 200);
    goOn();
    await eventually(async () => expect(await gauge('lag_seconds')).toBe(0));
  });
});
