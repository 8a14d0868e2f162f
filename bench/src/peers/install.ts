import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package of the peers, found upwards from here: this file is run compiled, from another depth. */
export const peersFolder = (): string => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'bench', 'peers');
    if (existsSync(join(found, 'package.json'))) return found;
  }
  throw new Error('There is no bench/peers above the bench.');
};

/** The lockfile that what is installed was installed from. */
const stamp = join('node_modules', '.installed-from');

/**
 * Installs the peers, by their own lockfile, unless that was done already.
 * @param run what installs, in that folder; it tells what it printed when it fails.
 * @returns nothing when they are there; otherwise a sentence that says why not.
 */
export const installPeers = async (folder: string, run: Installing = npmCi): Promise<string | undefined> => {
  const lockfile = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stampFile = join(folder, stamp);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockfile) return undefined;
  const failure = await run(folder);
  if (failure !== undefined) {
    return `The peers could not be installed, so the bench goes on without them (${failure}).`;
  }
  writeFileSync(stampFile, lockfile);
  return undefined;
};

/** @returns nothing when it went well; otherwise its last words. */
export type Installing = (folder: string) => Promise<string | undefined>;

/** Where there is no network, that is told soon. */
const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000'];
const atMost = 180_000;

const npmCi: Installing = async (folder) => {
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...patience], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: atMost,
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return exitCode === 0 ? undefined : `npm ci: ${firstLine(printed) || 'it did not end well'}`;
  } catch (error) {
    return `npm ci: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*(code )?/, '').trim())
    .find((line) => line !== '') ?? '';
