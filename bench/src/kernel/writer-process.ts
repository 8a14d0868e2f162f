import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { perSecond } from '../frame/timing';
import { newStream, sampleEvent } from './sample-event';

/** What the parent asks for; it is answered with events a second. */
export interface Turn {
  readonly milliseconds: number;
  readonly writers: number;
}

const pool = openPool(process.argv[2] ?? '');
const store = new PostgresEventStore(pool);

const append = async (): Promise<number> => {
  await store.append(newStream(), [sampleEvent()], 'no-stream');
  return 1;
};

process.on('message', ({ milliseconds, writers }: Turn) => {
  perSecond({ milliseconds }, writers, append).then(
    (rate) => process.send?.(rate),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => {
  store.close();
  void pool.end();
});
