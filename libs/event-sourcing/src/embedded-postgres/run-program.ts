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

/** How long the rest of its output may take to arrive once a program has ended. */
const secondsForOutput = 2;

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
    const end = (exitCode: number | null): void => resolve({ exitCode: exitCode ?? 1, output: output.trim() });
    child.once('close', end);
    // On some systems a server that pg_ctl leaves behind holds the pipes open: then they are never closed.
    child.once('exit', (exitCode) => setTimeout(end, secondsForOutput * 1000, exitCode).unref());
  });
