import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventSchema, namedBy, schemaFile } from '@ttg/messaging/contract';

/** The schemas of the last release: what programs out there are built on. */
export const releasedFolder = join(__dirname, 'released');

/** Writes each schema to the file of its type and version. */
export const keepSchemas = (folder: string, schemas: readonly EventSchema[]): void => {
  mkdirSync(folder, { recursive: true });
  for (const schema of schemas) {
    const { type, version } = namedBy(schema.$id);
    writeFileSync(join(folder, schemaFile(type, version)), `${JSON.stringify(schema, null, 2)}\n`);
  }
};

/** @returns those of today that are not kept as they are. */
export const staleSchemas = (kept: readonly EventSchema[], today: readonly EventSchema[]): EventSchema[] => {
  const byName = new Map(kept.map((schema) => [schema.$id, JSON.stringify(schema)]));
  return today.filter((schema) => byName.get(schema.$id) !== JSON.stringify(schema));
};

/** @returns a sentence for every version that was ever written and has no schema, and for every schema of none. */
export const schemaGaps = (kept: readonly EventSchema[], definitions: readonly Written[]): string[] => {
  const known = kept.map((schema) => nameOf(namedBy(schema.$id)));
  const written = definitions.flatMap(({ type, version }) =>
    Array.from({ length: version }, (_, index) => nameOf({ type, version: index + 1 })),
  );
  return [
    ...written
      .filter((one) => !known.includes(one))
      .map((one) => `There is no schema of ${one}: take back the one it had.`),
    ...known
      .filter((one) => !written.includes(one))
      .map((one) => `No dictionary knows ${one}: delete its schema, if it was never released.`),
  ];
};

/** An event and its newest version. */
export interface Written {
  readonly type: string;
  readonly version: number;
}

const nameOf = ({ type, version }: Written): string => `${type} in version ${version}`;
