import { FixedClock } from '@ttg/calendar';
import { Temporal } from 'temporal-polyfill';
import { v4 } from 'uuid';
import { type Process, testBed } from '../../../../test/projections/kernel-under-test';
import { overheard, Tally } from '../../../../test/projections/tally';
import { EventRegistry } from '../events/event-registry';
import { ProjectionCatalogue } from './catalogue';
import { ProjectionLag, type ProjectionLagReading } from './lag';

const bed = testBed();

/** What is read so many seconds after the first event was recorded. */
const readAfter = async ({ pool, store }: Process, seconds: number): Promise<ProjectionLagReading[]> => {
  const catalogue = new ProjectionCatalogue(new EventRegistry());
  catalogue.add(new Tally());
  const { events } = await store.readAll({ limit: 1 });
  const first = Temporal.Instant.from(events[0]?.metadata.recordedAt ?? '');
  return new ProjectionLag(pool, store, catalogue, new FixedClock(first.add({ seconds }).toString())).read();
};

it('the lag of a projection is the events it has not taken, and how long the first of them has been waiting', async () => {
  const process = await bed.open([new Tally()]);
  await process.tally(v4(), 1);
  await process.append(overheard({ what: 'nothing' }), { caseId: v4() });
  const { position } = await process.tally(v4(), 2);
  expect(await readAfter(process, 90)).toEqual([{ name: 'housing.tally', events: 2, isMore: false, seconds: 90 }]);
  // The clock of another process, which appended, may be a little ahead.
  expect(await readAfter(process, -1)).toMatchObject([{ events: 2, seconds: 0 }]);

  await process.runner.start();
  expect(await process.waiter.waitFor('housing.tally', position, 5_000)).toBe(true);
  expect(await readAfter(process, 90)).toEqual([{ name: 'housing.tally', events: 0, isMore: false, seconds: 0 }]);
});
