import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Numbered SQL files, beside the code; in the build, beside its output. */
const folder = join(__dirname, 'migrations');

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
}

/** @returns all migrations of the kernel in the order in which they are applied. */
export const migrationFiles = (from = folder): readonly MigrationFile[] =>
  readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(from, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
