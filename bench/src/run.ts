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

/**
 * Everything, from an empty folder to the figures; nothing is left behind but, where they were wanted, the peers' packages.
 * @throws Interrupted on Ctrl-C and SIGTERM; what is still under way then fails and has to be left by ending the process.
 */
export const run = async ({ scale, peers, only }: Wanted): Promise<Outcome> => {
  const whyNot = peers ? await installPeers(peersFolder()) : undefined;
  if (whyNot !== undefined) console.error(whyNot);
  const wanted = only === undefined ? parts : [only];
  const told = progress(wanted.reduce((sum, part) => sum + shares[part], 0));
  const interrupted = interruption();
  const done: Measured[] = [];
  try {
    for (const part of wanted) done.push(await measure(part, scale, told, peers && whyNot === undefined, interrupted));
  } finally {
    told.end();
  }
  const sizes = done.flatMap(({ size }) => size ?? []);
  return {
    figures: done.flatMap(({ figures }) => figures),
    notes: [
      machine(),
      ...new Set(done.map(({ server }) => server)),
      [`${scale.name}: ${scale.rounds} rounds`, ...sizes].join('; '),
      ...(whyNot === undefined ? [] : [whyNot]),
    ],
  };
};

interface Measured {
  readonly figures: readonly Figure[];
  readonly server: string;
  /** How much of it, in words. */
  readonly size?: string;
}

/** On a server of its own: what a part before it had left to be vacuumed and written out would be measured, too. */
const measure = async (
  part: Part,
  scale: Scale,
  told: Progress,
  withPeers: boolean,
  interrupted: Promise<never>,
): Promise<Measured> => {
  const ground = await breakGround();
  const runs = new Run(ground, scale, told);
  try {
    const size = await Promise.race([runPart(part, runs, withPeers), interrupted]);
    return { figures: runs.figures, server: ground.server, size };
  } finally {
    await runs.end();
    await ground.end();
  }
};

const runPart = async (part: Part, runs: Run, withPeers: boolean): Promise<string | undefined> => {
  switch (part) {
    case 'store':
      await runKernel(runs, withPeers);
      return undefined;
    case 'application':
      return runReadiness(runs);
    case 'services':
      return runServices(runs);
  }
};

/** Rejects when it is asked to end, also where nobody listens at the moment. */
const interruption = (): Promise<never> => {
  const interrupted = new Promise<never>((_, reject) => {
    const interrupt = (): void => {
      // What is under way fails when its server goes; that must not end us before the folder is removed.
      process.on('unhandledRejection', () => undefined);
      reject(new Interrupted());
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  });
  interrupted.catch(() => undefined);
  return interrupted;
};

const machine = (): string =>
  `Node ${process.versions.node} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
