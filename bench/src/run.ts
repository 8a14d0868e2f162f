import { availableParallelism, cpus } from 'node:os';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { Figure } from './frame/figure';
import { progress } from './frame/progress';
import { type Contest, hold } from './frame/rounds';
import type { Scale } from './frame/scale';
import { breakGround } from './ground/ground';
import { appends } from './kernel/appends';
import { makePlainEvents } from './kernel/plain-inserts';
import { streamReads } from './kernel/stream-reads';

export interface Outcome {
  readonly figures: readonly Figure[];
  /** What the figures were taken on, and how. */
  readonly notes: readonly string[];
}

export const run = async (scale: Scale): Promise<Outcome> => {
  const bar = progress(100);
  const ground = await breakGround();
  try {
    const url = await ground.database('bench_kernel');
    await makePlainEvents(url);
    const pool = openPool(url);
    const store = new PostgresEventStore(pool);
    const figures: Figure[] = [];
    const held = async (what: string, contest: Contest): Promise<void> => {
      bar.says(what);
      figures.push(...(await hold(contest, scale.rounds, () => bar.step())));
    };
    await held('appends', await appends(store, url, scale));
    await held('stream reads', await streamReads(store, url, scale));
    store.close();
    await pool.end();
    return { figures, notes: [ground.server, machine()] };
  } finally {
    bar.end();
    await ground.end();
  }
};

const machine = (): string =>
  `Node ${process.versions.node} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
