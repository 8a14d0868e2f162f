import { availableParallelism, cpus } from 'node:os';
import type { Figure } from './frame/figure';
import { type Progress, progress } from './frame/progress';
import { type Contest, hold } from './frame/rounds';
import type { Scale } from './frame/scale';
import { breakGround, type Ground } from './ground/ground';
import { installPeers, peersFolder } from './peers/install';
import { runKernel } from './run-kernel';
import { runReadiness } from './run-readiness';

/** The halves of a run: the event store by itself, and the application on histories. */
export const halves = ['store', 'application'] as const;
export type Half = (typeof halves)[number];

export interface Wanted {
  readonly scale: Scale;
  /** Beside the event stores of bench/peers. */
  readonly peers: boolean;
  /** One half of it; where nothing is said, both. */
  readonly only?: Half;
}

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

/** What a server must take when all who are compared have a connection for each of their writers. */
const connectionsWithPeers = 200;

/**
 * Everything, from an empty folder to the figures; nothing is left behind but, where they were wanted, the peers' packages.
 * @throws Interrupted on Ctrl-C and SIGTERM; what is still under way then fails and has to be left by ending the process.
 */
export const run = async ({ scale, peers, only }: Wanted): Promise<Outcome> => {
  const whyNot = peers ? await installPeers(peersFolder()) : undefined;
  if (whyNot !== undefined) console.error(whyNot);
  const withPeers = peers && whyNot === undefined;
  const told = progress();
  const ground = await breakGround(withPeers ? connectionsWithPeers : undefined);
  try {
    const { figures, notes } = await Promise.race([
      measure(new Run(ground, scale, told), withPeers, only),
      interruption(),
    ]);
    return { figures, notes: [...notes, ...(whyNot === undefined ? [] : [whyNot])] };
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

const measure = async (runs: Run, withPeers: boolean, only: Half | undefined): Promise<Outcome> => {
  const { ground, scale } = runs;
  if (only !== 'application') await runKernel(runs, withPeers);
  const sizes = only === 'store' ? 'the store only' : await runReadiness(runs);
  return {
    figures: runs.figures,
    notes: [machine(), ground.server, `${scale.name}: ${scale.rounds} rounds, ${sizes}`],
  };
};

const machine = (): string =>
  `Node ${process.versions.node} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
