import { cell } from '@ttg/calendar/read-table';
import { readShippedTable, sourced, type Sourced } from './tables';

/** A place to live as NDelius codes it. The Ministry of Justice's six published categories are another list. */
export interface AccommodationType extends Sourced {
  /** NDelius code: `A17` is CAS3. */
  readonly code: string;
  readonly description: string;
  readonly class: 'settled' | 'transient' | 'homeless';
}

export const accommodationTypes: readonly AccommodationType[] = readShippedTable('accommodation-types.csv').map(
  (row) => ({
    code: cell(row, 'delius_code'),
    description: cell(row, 'description'),
    class: cell(row, 'delius_class') as AccommodationType['class'],
    ...sourced(row),
  }),
);

const byCode = new Map(accommodationTypes.map((type) => [type.code, type]));

/** The accommodation type of that NDelius code. */
export const accommodationType = (code: string): AccommodationType | undefined => byCode.get(code);
