import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySettings } from '@ttg/event-sourcing';

/** The compiled application, with the options of `npm start`. */
const entry = join(__dirname, '../../../apps/all-in-one/src/main.js');

export interface ServerProcess {
  /** `http://localhost:41234` */
  readonly url: string;
  residentMegabytes(): number;
  stop(): Promise<void>;
}

/** @throws Error with what it printed when it does not start. */
export const startServer = async (
  databaseUrl: string,
  { masterKey, indexKey }: KeySettings,
): Promise<ServerProcess> => {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      PORT: '0',
      DEMO: 'on',
      DATABASE_URL: databaseUrl,
      MASTER_KEY: masterKey,
      INDEX_KEY: indexKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // Where the bench is interrupted, it must not stay behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url: await address(child, ended),
    residentMegabytes: () => residentKilobytes(child.pid ?? 0) / 1024,
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
        const found = /open (http:\/\/\S+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
    void ended.then(() => reject(new Error(`The server ended:\n${printed}`)));
  });

const residentKilobytes = (pid: number): number => {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status)
    ? (/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] ?? '')
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(text);
};
