import { availableParallelism, cpus } from 'node:os';
import type { Figure } from './frame/figure';
import { type Progress, progress } from './frame/progress';
import { type Contest, hold } from './frame/rounds';
import type { Scale } from './frame/scale';
import { breakGround, type Ground } from './ground/ground';
import { installPeers, peersFolder } from './peers/install';
import { runKernel } from './run-kernel';
import { runReadiness } from './run-readiness';
import { runServices } from './run-services';

/** The parts of a run, and about which share of the whole each takes: the event store by itself, the application on histories, and
 * its contexts as services on a real Kafka. */
const shares = { store: 0.27, application: 0.8, services: 0.17 };
export type Part = keyof typeof shares;
export const parts = Object.keys(shares) as readonly Part[];

export interface Wanted {
  readonly scale: Scale;
  /** Beside the event stores of bench/peers. */
  readonly peers: boolean;
  /** One part of it; where nothing is said, all. */
  readonly only?: Part;
}

export interface Outcome {
  readonly figures: readonly Figure[];
  /** What the figures were taken on, and how much of it. */
  readonly notes: readonly string[];
}

/** Holds contests, tells how far they are, and keeps their figures. */
export class Run {
  readonly figures: Figure[] = [];
  private readonly beside: { readonly stop: () => Promise<void> }[] = [];

  constructor(
    readonly ground: Ground,
    readonly scale: Scale,
    readonly progress: Progress,
  ) {}

  /** @param share of the whole run. @param rounds where they are not the run's own */
  async hold(what: string, share: number, contest: Contest, rounds = this.scale.rounds): Promise<void> {
    this.figures.push(...(await hold(contest, rounds, this.progress.part(what, share))));
  }

  /** Something runs beside from now on: it is stopped when the run ends, however it does. */
  started(what: { readonly stop: () => Promise<void> }): void {
    this.beside.push(what);
  }

  async end(): Promise<void> {
    for (const { stop } of this.beside.splice(0)) await stop();
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
  const wanted = only === undefined ? parts : [only];
  const told = progress(wanted.reduce((sum, part) => sum + shares[part], 0));
  const ground = await breakGround(withPeers ? connectionsWithPeers : undefined);
  const runs = new Run(ground, scale, told);
  try {
    const { figures, notes } = await Promise.race([measure(runs, withPeers, wanted), interruption()]);
    return { figures, notes: [...notes, ...(whyNot === undefined ? [] : [whyNot])] };
  } finally {
    told.end();
    await runs.end();
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

const measure = async (runs: Run, withPeers: boolean, wanted: readonly Part[]): Promise<Outcome> => {
  const { ground, scale } = runs;
  const sizes: string[] = [];
  if (wanted.includes('store')) await runKernel(runs, withPeers);
  if (wanted.includes('application')) sizes.push(await runReadiness(runs));
  if (wanted.includes('services')) sizes.push(await runServices(runs));
  return {
    figures: runs.figures,
    notes: [machine(), ground.server, [`${scale.name}: ${scale.rounds} rounds`, ...sizes].join('; ')],
  };
};

const machine = (): string =>
  `Node ${process.versions.node} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
