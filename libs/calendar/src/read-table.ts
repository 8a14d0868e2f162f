import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One row of a reference table, by column name. An empty cell is an empty string. */
export type Row = Readonly<Record<string, string>>;

/** A reference table is missing a column the code needs: the installation has been tampered with or half upgraded. */
export class MissingColumn extends Error {
  constructor(column: string) {
    super(`A reference table has no column "${column}". Reinstall the data files of this version.`);
    this.name = 'MissingColumn';
  }
}

/** Reads a CSV file with a header row. Run once, when the process starts. */
export const readTable = (path: string): readonly Row[] =>
  parse<Row>(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });

/** The cell of a row. @throws MissingColumn where the table has no such column. */
export const cell = (row: Row, column: string): string => {
  const value = row[column];
  if (value === undefined) throw new MissingColumn(column);
  return value;
};
