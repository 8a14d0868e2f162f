import { join } from 'node:path';
import { date, type Confidence, type PlainDate } from '@ttg/calendar';
import { cell, readTable, type Row } from '@ttg/calendar/read-table';

/** What every entry of a reference table keeps: where it comes from and how far it can be leant on. */
export interface Sourced {
  readonly source: string;
  readonly confidence: Confidence;
}

/** When an entry holds: from the first day, to before the day in `until`. Open where empty. */
export interface Validity {
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

/** Reads a table shipped in `data/`. */
export const readShippedTable = (file: string): readonly Row[] => readTable(join(__dirname, 'data', file));

/** The source and confidence of a row. */
export const sourced = (row: Row): Sourced => ({
  source: cell(row, 'source'),
  confidence: cell(row, 'confidence') as Confidence,
});

/** The days between which a row holds. */
export const validity = (row: Row): Validity => ({
  from: optionalDate(cell(row, 'valid_from')),
  until: optionalDate(cell(row, 'valid_until')),
});

/** The cell, or nothing where it is empty. */
export const optionalCell = (row: Row, column: string): string | undefined => cell(row, column) || undefined;

const optionalDate = (text: string): PlainDate | undefined => (text ? date(text) : undefined);
