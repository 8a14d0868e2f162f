import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { Contestants } from './kernel/contestants';
import { documentRebuilds } from './kernel/document-rebuilds';
import { HotStreams } from './kernel/hot-streams';
import { largeAppends } from './kernel/large-appends';
import { longRun } from './kernel/long-run';
import { manyWriters } from './kernel/many-writers';
import { oneWriter } from './kernel/one-writer';
import { makePlainEvents } from './kernel/plain-inserts';
import { sealing } from './kernel/sealing';
import { severalProcesses } from './kernel/several-processes';
import { streamReads } from './kernel/stream-reads';
import { invite, leave } from './peers/invite';
import type { Run } from './run';

/** The store by itself: beside bare SQL and, where they were asked for, beside its peers. */
export const runKernel = async (run: Run, withPeers: boolean): Promise<void> => {
  const { ground, scale } = run;
  const url = await ground.database('bench_kernel');
  await makePlainEvents(url);
  const pool = openPool(url);
  const store = new PostgresEventStore(pool);
  const peers = withPeers ? await invite(ground) : undefined;
  try {
    const contestants = { store, url, scale, peers };
    await appends(run, contestants);
    await run.hold('stream reads', 0.02, await streamReads(contestants));
    if (peers) await run.hold('document rebuilds', 0.05, await documentRebuilds(ground, peers.emmettToRebuild, scale));
  } finally {
    await leave(peers);
    store.close();
    await pool.end();
  }
  await run.hold('memory over many events', 0.04, longRun(await ground.database('bench_long_run'), scale), 1);
};

const appends = async (run: Run, contestants: Contestants): Promise<void> => {
  await run.hold('appends by one writer', 0.03, await oneWriter(contestants));
  await run.hold('appends by many writers', 0.04, await manyWriters(contestants));
  await run.hold('appends by several processes', 0.02, await severalProcesses(contestants));
  const hot = new HotStreams(contestants);
  await run.hold('appends to hot streams', 0.03, await hot.contest());
  await run.hold('what the hot streams hold', 0, hot.count(), 1);
  await run.hold('large appends', 0.02, await largeAppends(contestants));
  await run.hold('appends with a sealed field', 0.02, await sealing(contestants, run.ground.keys));
};
