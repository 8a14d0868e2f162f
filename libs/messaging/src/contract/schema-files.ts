import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventSchema } from './json-schema';

/** Where the schemas stand: one file for each version of each event. */
export const schemaFolder = join(__dirname, 'schemas');

/** @returns the name of the file that holds the schema of one version of an event. */
export const schemaFile = (type: string, version: number): string => `${type}.v${version}.json`;

/** @returns type and version by the name that `$id` and `dataschema` give. */
export const namedBy = (id: string): { readonly type: string; readonly version: number } => {
  const [type = '', version = ''] = id.split(':').slice(-2);
  return { type, version: Number(version) };
};

/** @returns every schema of a folder, by type and version. */
export const readSchemas = (folder = schemaFolder): readonly EventSchema[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as EventSchema)
    .sort((one, other) => (one.$id < other.$id ? -1 : 1));
