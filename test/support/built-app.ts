import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../../libs/event-sourcing/src/embedded-postgres/cluster';
import { build, commandsEntry, entry, simulationEntry } from './build';

/** The settings of one start. PORT is any free one, and nobody is made up, unless given; nothing of our own environment's settings goes along. */
export type AppEnvironment = Readonly<Record<string, string>>;

/** A run of the application that has come to its end. */
export interface EndedApp {
  readonly exitCode: number | null;
  /** What it printed, both streams together. */
  readonly output: string;
}

/** The built application, running in a process of its own. */
export interface RunningApp {
  /** `http://localhost:41234` */
  readonly url: string;
  readonly pid: number;
  readonly output: () => string;
  /** Asks it to end as an orchestrator would, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<EndedApp>;
  /** A power cut, for this process: its PostgreSQL stays. */
  kill(): Promise<void>;
}

export interface Start {
  readonly env?: AppEnvironment;
  /** Compiled: all in one process unless another is given. */
  readonly program?: string;
  readonly args?: readonly string[];
  /** A file for what it prints, too: for whoever looks at it from another process. */
  readonly printsTo?: string;
}

/** @returns the application once it takes requests. @throws Error with what it printed when it ended instead. */
export const startApp = async ({ env = {}, program, args, printsTo }: Start = {}): Promise<RunningApp> => {
  const { child, output, ended } = await launch(env, program, args);
  if (printsTo)
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => appendFileSync(printsTo, chunk));
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /(?:open|at) (http:\/\/\S+)/.exec(output());
      if (found?.[1]) resolve(found[1]);
    };
    child.stdout?.on('data', look);
    void ended.then(({ exitCode }) => reject(new Error(`It ended with ${exitCode}:\n${output()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** Runs the application where it is expected to end by itself: when something keeps it from starting. */
export const runApp = async ({ env = {}, program, args }: Start = {}): Promise<EndedApp> =>
  (await launch(env, program, args)).ended;

/** Runs a command as `npm run ttg -- …` does, beside an application that may be running. */
export const runCommand = async (env: AppEnvironment, ...args: readonly string[]): Promise<EndedApp> =>
  (await launch(env, commandsEntry, args)).ended;

/** Runs `npm run simulate -- …`, after the build. */
export const runSimulation = async (env: AppEnvironment, ...args: readonly string[]): Promise<EndedApp> =>
  (await launch(env, simulationEntry, args)).ended;

/** A power cut, PostgreSQL aside, as soon as the application has said something. @returns what it had said */
export const cutOffWhen = async (said: string, env: AppEnvironment): Promise<string> => {
  const { child, output, ended } = await launch(env);
  child.stdout?.on('data', () => {
    if (output().includes(said)) child.kill('SIGKILL');
  });
  await ended;
  return output();
};

interface Launched {
  readonly child: ChildProcess;
  readonly ended: Promise<EndedApp>;
  readonly output: () => string;
}

const launch = async (env: AppEnvironment, program = entry, args: readonly string[] = []): Promise<Launched> => {
  await build();
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    env: { PATH, HOME, TMPDIR, PORT: '0', DEMO_WOMEN: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, output: printed }));
  return { child, ended, output: () => printed };
};

export interface TemporaryDataDir {
  readonly path: string;
  /** Removes it, and stops a PostgreSQL that was left running in it. */
  remove(): Promise<void>;
}

/** A folder for DATA_DIR, in which nothing is yet. */
export const temporaryDataDir = (): TemporaryDataDir => {
  const above = mkdtempSync(join(realpathSync(tmpdir()), 'ttg-data-'));
  chmodSync(above, 0o711);
  const path = join(above, 'data');
  return {
    path,
    remove: async () => {
      const folder = join(path, 'postgres');
      if (existsSync(join(folder, 'postmaster.pid'))) await (await Cluster.open(folder, '')).stop();
      rmSync(above, { recursive: true, force: true });
    },
  };
};
