import { types as byDefault, type CustomTypesConfig } from 'pg';
import { Temporal } from 'temporal-polyfill';

type Parse = (text: string) => unknown;

// Dates never pass through JavaScript's Date: a calendar date stays its text, an instant becomes ISO 8601 in UTC.
const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [byDefault.builtins.DATE, (text) => text],
  [byDefault.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text).toString()],
]);

/** How the columns of read models come out of PostgreSQL. */
export const columnTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? (byDefault.getTypeParser(oid, 'text') as Parse),
};
