import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { newStream, sampleEvent } from './sample-event';
import { takeTurns } from './take-turns';

const pool = openPool(process.argv[2] ?? '');
const store = new PostgresEventStore(pool);

const append = async (): Promise<number> => {
  await store.append(newStream(), [sampleEvent()], 'no-stream');
  return 1;
};

takeTurns(
  () => append,
  () => {
    store.close();
    void pool.end();
  },
);
