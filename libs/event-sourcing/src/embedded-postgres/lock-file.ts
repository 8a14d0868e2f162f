import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './start-failure';

/** What a PostgreSQL server writes into `postmaster.pid` while it runs. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

const lockFile = (folder: string): string => join(folder, 'postmaster.pid');

/** @returns what the lock file says, if there is one. After a power cut it may speak of a server that is gone. */
export const readLockFile = (folder: string): RunningServer | undefined => {
  if (!existsSync(lockFile(folder))) return undefined;
  const [pid, , , port] = readFileSync(lockFile(folder), 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port) };
};

/** Far longer than a server needs from making its lock file to writing into it. */
const millisecondsToFill = 1000;

/** No system gives out this process number: it is odd, and above the highest of Linux. */
const nobody = 4_194_305;

/**
 * After a power cut the number in a lock file may belong to some other program of ours, and PostgreSQL would then refuse to
 * start. Such a lock file is made to name nobody; the rest of it stays, for PostgreSQL checks its shared memory by it.
 */
export const releaseStaleLock = (folder: string): void => {
  if (isEmptyRemnant(lockFile(folder))) return rmSync(lockFile(folder));
  const lock = readLockFile(folder);
  if (!lock || !isAlive(lock.pid) || mayBeServerOf(folder, lock.pid)) return;
  const [, ...rest] = readFileSync(lockFile(folder), 'utf8').split('\n');
  writeFileSync(lockFile(folder), [nobody, ...rest].join('\n'));
};

/** PostgreSQL makes the file and fills it at once. One that is still empty was cut off in between: it refuses to start then. */
const isEmptyRemnant = (file: string): boolean => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.size === 0 && Date.now() - found.mtimeMs > millisecondsToFill;
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

/** @returns false only where the process is certainly no PostgreSQL server on this folder. */
const mayBeServerOf = (folder: string, pid: number): boolean => {
  const command = commandOf(pid);
  return command === undefined || (command.includes('postgres') && command.includes(folder));
};

const commandOf = (pid: number): string | undefined => {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
};
