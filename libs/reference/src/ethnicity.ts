import { cell } from '@ttg/calendar/read-table';
import { readShippedTable, sourced, type Sourced } from './tables';

/** An ethnic group as HMPPS exchanges it; `NS`: she chose not to say. Not recorded is no code at all. */
export interface Ethnicity extends Sourced {
  readonly code: string;
  readonly description: string;
  readonly group: string;
}

export const ethnicities: readonly Ethnicity[] = readShippedTable('ethnicity-codes.csv').map((row) => ({
  code: cell(row, 'code'),
  description: cell(row, 'description'),
  group: cell(row, 'group'),
  ...sourced(row),
}));

const byCode = new Map(ethnicities.map((ethnicity) => [ethnicity.code, ethnicity]));

/** The ethnic group of that code. */
export const ethnicity = (code: string): Ethnicity | undefined => byCode.get(code);
