import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

const kernel = join(__dirname, '../../libs/event-sourcing/src');

/** A statement of the event store that stands in a folder `sql` beside the code that sends it. */
export interface SqlFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** @returns all of them, of whichever folder. */
export const sqlFiles = (): readonly SqlFile[] =>
  readdirSync(kernel, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.split(sep).at(-2) === 'sql' && file.endsWith('.sql'))
    .sort()
    .map((file) => join(kernel, file))
    .map((path) => ({ name: basename(path, '.sql'), path, text: readFileSync(path, 'utf8') }));
