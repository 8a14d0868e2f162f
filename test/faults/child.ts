import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Errand } from './projection-process';

/** A process of our own code that can be killed. */
export interface Child {
  /** Resolves when it has printed this. @throws Error with what it printed when it ended instead. */
  says(text: string): Promise<void>;
  readonly hasSaid: (text: string) => boolean;
  /** The power goes. */
  kill(): Promise<void>;
  /** @returns by which signal it ended, or what it said if it ended by itself. */
  readonly ended: Promise<string>;
}

/** Starts a process that runs, rebuilds or retries the tally. */
export const startChild = (errand: Errand): Child => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--require', join(__dirname, 'typescript.cjs'), join(__dirname, 'projection-process.ts'), JSON.stringify(errand)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' } },
  );
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      for (const listener of [...listeners]) listener();
    });
  const ended = once(child, 'close').then(([, signal]) => (signal as string | null) ?? printed);
  return {
    ended,
    hasSaid: (text) => printed.includes(text),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!printed.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        void ended.then(() => reject(new Error(`It ended:\n${printed}`)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
