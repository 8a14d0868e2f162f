import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of our own code, to be killed. @param file one of this folder @param errand what it is told, as JSON */
export const startKillable = (file: string, errand: object): ChildProcess => {
  const args = [
    '--require',
    join(__dirname, '../faults/typescript.cjs'),
    join(__dirname, file),
    JSON.stringify(errand),
  ];
  return spawn(process.execPath, args, { stdio: 'ignore', env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' } });
};

/** The power goes. */
export const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

/** Numbers from 0 to 1. The seed is printed, so that a run can be repeated with it: BROKERS_SEED. */
export const dice = (): (() => number) => {
  const seed = Number(process.env.BROKERS_SEED ?? Date.now() % 1_000_000);
  console.log(`BROKERS_SEED=${seed}`);
  let state = seed;
  return () => (state = (state * 48_271 + 1) % 2_147_483_647) / 2_147_483_647;
};
