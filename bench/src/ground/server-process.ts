import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySettings } from '@ttg/event-sourcing';

export interface ServerProcess {
  /** `http://localhost:41234` */
  readonly url: string;
  readonly pid: number;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

export interface What {
  /** The folder of its app. */
  readonly app: 'all-in-one' | 'services' | 'readiness' | 'relay';
  readonly databaseUrl: string;
  readonly keys: KeySettings;
  readonly environment?: NodeJS.ProcessEnv;
}

/** That of `npm start`; services give each of theirs its own. */
export const heapOfServer = '--max-old-space-size=1024';

/** Starts an app as it was compiled, with the options of its command. @throws Error with what it printed when it does not start. */
export const startServer = async ({ app, databaseUrl, keys, environment }: What): Promise<ServerProcess> => {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const file = join(__dirname, '../../../apps', app, 'src/main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      PORT: '0',
      DEMO: 'on',
      DATABASE_URL: databaseUrl,
      MASTER_KEY: keys.masterKey,
      INDEX_KEY: keys.indexKey,
      ...(app === 'all-in-one' ? { NODE_OPTIONS: heapOfServer } : {}),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // Where the bench is interrupted, it must not stay behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const pid = child.pid ?? 0;
  return {
    url: await address(child, ended),
    pid,
    residentMegabytes: () => residentMegabytes(pid),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
};

const address = (child: ChildProcess, ended: Promise<unknown>): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const found = /(?:open|at) (http:\/\/\S+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
    void ended.then(() => reject(new Error(`The server ended:\n${printed}`)));
  });

/** What a process has in memory, as the system counts it. */
export const residentMegabytes = (pid: number): number => {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status)
    ? (/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] ?? '')
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(text) / 1024;
};
