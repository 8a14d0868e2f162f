import { spawn } from 'node:child_process';

export interface ProgramOptions {
  /** Folder to run in: PostgreSQL's user must be able to enter it. */
  readonly cwd: string;
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly env?: NodeJS.ProcessEnv;
}

export interface ProgramResult {
  readonly exitCode: number;
  /** What it printed, both streams together: for finding out why it failed. */
  readonly output: string;
}

/**
 * Runs a program to its end, out of reach of the terminal's Ctrl-C: PostgreSQL is stopped by us, once requests in flight
 * are done, and not by the signal that asks us to end.
 * @throws the error of `spawn` (ENOENT, EACCES) when the program cannot be run at all.
 */
export const runProgram = (
  file: string,
  args: readonly string[],
  { cwd, user, env }: ProgramOptions,
): Promise<ProgramResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      ...user,
      env: { ...process.env, ...env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    // 'exit', not 'close': a server that pg_ctl leaves behind may hold the pipes open on some systems.
    child.once('exit', (exitCode, signal) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ exitCode: exitCode ?? (signal ? 128 : 1), output: output.trim() });
      });
    });
  });
