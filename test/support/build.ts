import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = resolve(__dirname, '../..');
const built = join(root, 'dist/apps');
const stamp = join(built, '.built');

/** The entry of the built application. */
export const entry = join(built, 'apps/all-in-one/src/main.js');
/** The entry of any app, as its folder is called: of the services, `services` starts them all. */
export const entryOf = (app: string): string => join(built, 'apps', app, 'src/main.js');
/** Its commands: what `npm run ttg` runs. */
export const commandsEntry = join(built, 'apps/all-in-one/src/cli.js');

/** What `npm run simulate` runs. */
export const simulationEntry = join(dirname(entry), 'simulate.js');

let done: Promise<void> | undefined;

/** Builds the application where its sources are newer than what was built last: looked at once in a test file. */
export const build = (): Promise<void> => (done ??= buildWhereNewer());

/** Several test runs at once take turns. */
const buildWhereNewer = async (): Promise<void> => {
  const release = await takeTurn();
  try {
    if (existsSync(entry) && existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource()) return;
    const began = new Date();
    const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [nest, 'build', 'apps'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The application could not be built:\n${stdout}${stderr}`);
    writeFileSync(stamp, began.toISOString());
  } finally {
    release();
  }
};

const sources = ['apps', 'libs', 'nest-cli.json', 'tsconfig.json', 'package.json'];

const newestSource = (): number => Math.max(...sources.map((name) => newestIn(join(root, name))));

const newestIn = (path: string): number => {
  const own = statSync(path);
  if (!own.isDirectory()) return /\.spec\.ts$/.test(path) ? 0 : own.mtimeMs;
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
};

/** One build at a time in this checkout. A lock whose holder is gone counts for nothing. */
const takeTurn = async (): Promise<() => void> => {
  const lock = join(tmpdir(), `ttg-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  while (!tryLock(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    await wait(50);
  }
  return () => rmSync(lock, { force: true });
};

const tryLock = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

const isAbandoned = (lock: string): boolean => {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return false;
  } catch {
    return true;
  }
};
