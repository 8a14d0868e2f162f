import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from './start-failure';

/** The user under whom PostgreSQL runs when we are root, whom it refuses. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const name = 'postgres';

/**
 * @returns nothing when we are an ordinary user: PostgreSQL then runs as we do. As root, the machine's user `postgres`, made
 *   if there is none: PostgreSQL wants a user with an entry in the user database, so a bare number will not do.
 * @throws StartFailure when there is no such user and none can be made.
 */
export const serverUser = (): ServerUser | undefined => {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const user = findUser() ?? makeUser();
  if (user) return user;
  throw new StartFailure(
    'PostgreSQL does not run as root, and no user `postgres` could be made for it. Start as an ordinary user, or make that user.',
  );
};

const findUser = (): ServerUser | undefined => {
  const uid = ask('id', ['-u', name]);
  const gid = ask('id', ['-g', name]);
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
};

/** Debian's and Red Hat's way, then Alpine's. */
const makeUser = (): ServerUser | undefined => {
  const made =
    ask('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]) ??
    ask('adduser', ['-S', '-D', '-H', '-s', '/bin/false', name]);
  return made === undefined ? undefined : findUser();
};

/** @returns what a program of the system answered, or nothing if it failed. */
const ask = (program: string, args: readonly string[]): string | undefined => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

/**
 * `initdb` and the server fail with a bare "permission denied" when a folder above the data is closed to their user.
 * @throws StartFailure that names the folder.
 */
export const checkReachable = (folder: string, user: ServerUser | undefined): void => {
  if (!user) return;
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (existsSync(above) && !mayEnter(above, user)) {
      throw new StartFailure(
        `${above} is closed to the user ${user.name}, under whom PostgreSQL runs because root may not run it. ` +
          `Run \`chmod o+x ${above}\`, set DATA_DIR to a folder elsewhere, or start as an ordinary user.`,
      );
    }
    if (above === dirname(above)) return;
  }
};

const mayEnter = (folder: string, user: ServerUser): boolean => {
  const { mode, uid, gid } = statSync(folder);
  const [own, group, other] = [0o100, 0o010, 0o001];
  if (uid === user.uid) return (mode & own) !== 0;
  return (mode & (gid === user.gid ? group : other)) !== 0;
};
