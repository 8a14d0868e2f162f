import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { Listening } from './supervised';

/** What is run as a process of its own. */
export interface Program<Name extends string = string> {
  readonly name: Name;
  /** Compiled, with its path. */
  readonly file: string;
  /** All that it is told, but for where to listen. */
  readonly environment: NodeJS.ProcessEnv;
}

export interface Patience {
  /** Before one that ended is started again: at first, and at the longest. Milliseconds. */
  readonly shortest: number;
  readonly longest: number;
  /** One that ran for this long starts again without delay. Milliseconds. */
  readonly steady: number;
  /** How long one may take to end: longer than its requests in flight may take. Milliseconds. */
  readonly ending: number;
}

const usual: Patience = { shortest: 100, longest: 10_000, steady: 30_000, ending: 30_000 };

/** Keeps programs running, each in a process of its own: one that ends is started again, and the others do not notice. */
export class Supervisor<Name extends string = string> {
  private readonly logger = new Logger('Services');
  private readonly urls = new Map<string, string>();
  private readonly children = new Map<string, ChildProcess>();
  private readonly stopping = new AbortController();
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly programs: readonly Program<Name>[],
    private readonly patience: Patience = usual,
  ) {}

  get services(): readonly Name[] {
    return this.programs.map(({ name }) => name);
  }

  /** `http://127.0.0.1:41234`; nothing while it does not run. */
  urlOf(name: Name): string | undefined {
    return this.urls.get(name);
  }

  /** Resolves when all of them take requests. @throws StartFailure when one of them ends instead: it has said why. */
  async start(): Promise<void> {
    const kill = (): void => this.signal('SIGKILL');
    // Where this process ends in a hurry: a second Ctrl-C.
    process.once('exit', kill);
    const begun = this.programs.map((program) => {
      const ready = new Promise<void>((resolve, reject) => {
        this.running = [...this.running, this.keepRunning(program, resolve, reject)];
      });
      return ready;
    });
    await Promise.all(begun);
  }

  /** Asks all of them to end, and waits until they have. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.signal('SIGTERM');
    const ended = new AbortController();
    const all = Promise.all(this.running).finally(() => ended.abort());
    await Promise.race([all, wait(this.patience.ending, undefined, { signal: ended.signal }).catch(() => undefined)]);
    this.signal('SIGKILL');
    await all;
  }

  private async keepRunning(program: Program, onReady: () => void, onFailure: (error: Error) => void): Promise<void> {
    const { shortest, longest, steady } = this.patience;
    const { signal } = this.stopping;
    let [wasReady, pause] = [false, shortest];
    while (!signal.aborted) {
      const began = performance.now();
      const how = await this.runOnce(program, () => {
        wasReady = true;
        onReady();
      });
      if (signal.aborted) return;
      if (!wasReady) return onFailure(new StartFailure(`${program.name} did not start (${how}).`));
      if (performance.now() - began > steady) pause = shortest;
      this.logger.warn(`${program.name} ended (${how}) and is started again in ${pause} ms`);
      await wait(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, longest);
    }
  }

  /** @returns how it ended, in words. */
  private async runOnce({ name, file, environment }: Program, onReady: () => void): Promise<string> {
    // In a group of its own: Ctrl-C reaches this process alone, which lets requests in flight have their answers first.
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      env: { ...environment, HOST: '127.0.0.1', PORT: '0' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    this.children.set(name, child);
    child.on('message', (message) => {
      const { port } = new URL((message as Listening).listening);
      this.urls.set(name, `http://127.0.0.1:${port}`);
      onReady();
    });
    try {
      const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      return signal ?? `exit code ${code}`;
    } finally {
      this.urls.delete(name);
      this.children.delete(name);
    }
  }

  private signal(signal: NodeJS.Signals): void {
    for (const child of this.children.values()) child.kill(signal);
  }
}
