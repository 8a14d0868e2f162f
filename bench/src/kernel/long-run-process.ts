import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { median } from '../frame/statistics';
import { writers } from './contestants';
import { newStream, sampleEvent } from './sample-event';

/** What the process had resident, in megabytes. */
export interface Resident {
  readonly most: number;
  /** Medians of the second and of the last tenth of the way: the first is for warming up. */
  readonly early: number;
  readonly late: number;
}

const sampleEvery = 100;

/**
 * A process that does nothing but append by many writers what it reads again by a subscription, until it has read so many.
 * Prints what it had resident, as JSON.
 */
const main = async ([url = '', count = '']: readonly string[]): Promise<void> => {
  const events = Number(count);
  const pool = openPool(url);
  const store = new PostgresEventStore(pool);
  const after = await store.lastPosition();
  let [begun, read] = [0, 0];
  const samples: { readonly share: number; readonly megabytes: number }[] = [];
  const watch = setInterval(
    () => samples.push({ share: read / events, megabytes: process.memoryUsage.rss() / 2 ** 20 }),
    sampleEvery,
  );
  const write = async (): Promise<void> => {
    for (; begun < events;) {
      begun += 1;
      await store.append(newStream(), [sampleEvent()], 'no-stream');
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, write));
  for await (const batch of store.subscribe({ after })) {
    read += batch.events.length;
    if (read >= events) break;
  }
  await writing;
  clearInterval(watch);
  store.close();
  await pool.end();
  const between = (from: number, to: number): number =>
    median(samples.filter(({ share }) => share >= from && share <= to).map(({ megabytes }) => megabytes));
  const resident: Resident = {
    most: Math.max(...samples.map(({ megabytes }) => megabytes)),
    early: between(0.1, 0.2),
    late: between(0.9, 1),
  };
  process.stdout.write(JSON.stringify(resident));
};

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
