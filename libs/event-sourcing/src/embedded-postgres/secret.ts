import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode, StartFailure, storageFailure } from './start-failure';

/**
 * The secret that the passwords of all roles of an embedded server follow from, generated on the first start and kept in a
 * file that only its owner can read.
 */
export class DatabaseSecret {
  private constructor(private readonly secret: string) {}

  /** @param mayGenerate false when the server was set up with an earlier secret. @throws StartFailure */
  static at(file: string, mayGenerate: boolean): DatabaseSecret {
    const kept = read(file);
    if (kept) return new DatabaseSecret(kept);
    if (!mayGenerate)
      throw new StartFailure(`${file}, which the database was set up with, is gone. Put it back from your backup.`);
    generate(file);
    return DatabaseSecret.at(file, false);
  }

  /** @returns the password of a role, in characters that need no escaping in a URL. */
  passwordOf(role: string): string {
    return createHmac('sha256', this.secret).update(role).digest('hex');
  }
}

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw storageFailure(error, file);
  }
};

/** Appears whole or not at all; where two copies start at once, the first one's holds for both. */
const generate = (file: string): void => {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(unfinished, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
    linkSync(unfinished, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw storageFailure(error, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
};
