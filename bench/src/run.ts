import { availableParallelism, cpus } from 'node:os';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { Figure } from './frame/figure';
import { type Progress, progress } from './frame/progress';
import { type Contest, hold } from './frame/rounds';
import type { Scale } from './frame/scale';
import { breakGround, type Ground } from './ground/ground';
import { appends } from './kernel/appends';
import { makePlainEvents } from './kernel/plain-inserts';
import { streamReads } from './kernel/stream-reads';
import { runReadiness } from './run-readiness';

export interface Outcome {
  readonly figures: readonly Figure[];
  /** What the figures were taken on, and how much of it. */
  readonly notes: readonly string[];
}

/** Holds contests, tells how far they are, and keeps their figures. */
export class Run {
  readonly figures: Figure[] = [];

  constructor(
    readonly ground: Ground,
    readonly scale: Scale,
    readonly progress: Progress,
  ) {}

  /** @param share of the whole run. @param rounds where they are not the run's own */
  async hold(what: string, share: number, contest: Contest, rounds = this.scale.rounds): Promise<void> {
    this.figures.push(...(await hold(contest, rounds, this.progress.part(what, share))));
  }
}

/** It was asked to end before it was done. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted: what was started is stopped, and nothing is left behind.');
  }
}

/**
 * Everything, from an empty folder to the figures; nothing is left behind.
 * @throws Interrupted on Ctrl-C and SIGTERM; what is still under way then fails and has to be left by ending the process.
 */
export const run = async (scale: Scale): Promise<Outcome> => {
  const told = progress();
  const ground = await breakGround();
  try {
    return await Promise.race([measure(new Run(ground, scale, told)), interruption()]);
  } finally {
    told.end();
    await ground.end();
  }
};

const interruption = (): Promise<never> =>
  new Promise((_, reject) => {
    const interrupt = (): void => {
      // What is under way fails when its server goes; that must not end us before the folder is removed.
      process.on('unhandledRejection', () => undefined);
      reject(new Interrupted());
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  });

const measure = async (runs: Run): Promise<Outcome> => {
  const { ground, scale } = runs;
  await runKernel(runs);
  const sizes = await runReadiness(runs);
  return {
    figures: runs.figures,
    notes: [machine(), ground.server, `${scale.name}: ${scale.rounds} rounds, ${sizes}`],
  };
};

const runKernel = async (runs: Run): Promise<void> => {
  const url = await runs.ground.database('bench_kernel');
  await makePlainEvents(url);
  const pool = openPool(url);
  const store = new PostgresEventStore(pool);
  try {
    await runs.hold('appends', 0.07, await appends(store, url, runs.scale));
    await runs.hold('stream reads', 0.03, await streamReads(store, url, runs.scale));
  } finally {
    store.close();
    await pool.end();
  }
};

const machine = (): string =>
  `Node ${process.versions.node} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
