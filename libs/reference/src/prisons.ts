import type { PlainDate } from '@ttg/calendar';
import { cell } from '@ttg/calendar/read-table';
import type { Brand } from './brand';
import { InvalidIdentifier } from './invalid-identifier';
import { readShippedTable, sourced, validity, type Sourced, type Validity } from './tables';
import { holdsOn } from './validity';

/** The NOMIS id of a prison: three capital letters, `BZI`. */
export type PrisonId = Brand<'PrisonId'>;

/** Whether a prison takes women from court, between two days. An installation corrects it by adding a dated row. */
export interface TakesFromCourt extends Validity, Sourced {
  readonly takes: boolean;
}

/** One of the twelve women's prisons of England; there is none in Wales. */
export interface Prison extends Sourced {
  readonly id: PrisonId;
  readonly name: string;
  readonly type: 'open' | 'closed';
  readonly operator: string;
  /** ODS code of the prison's own GP practice: where she is registered while inside, never her practice after release. */
  readonly gpPractice: string;
  readonly town: string;
  readonly postcode: string;
  readonly takesFromCourt: readonly TakesFromCourt[];
}

const courtRows = readShippedTable('prisons-that-take-from-court.csv');

/** The women's prisons, in order of name. */
export const prisons: readonly Prison[] = readShippedTable('prisons.csv')
  .map((row) => ({
    id: cell(row, 'prison_id') as PrisonId,
    name: cell(row, 'name'),
    type: cell(row, 'type') === 'open' ? ('open' as const) : ('closed' as const),
    operator: cell(row, 'operator'),
    gpPractice: cell(row, 'gp_practice_ods'),
    town: cell(row, 'town'),
    postcode: cell(row, 'postcode'),
    takesFromCourt: courtRows
      .filter((court) => cell(court, 'prison_id') === cell(row, 'prison_id'))
      .map((court) => ({ takes: cell(court, 'takes_from_court') === 'yes', ...validity(court), ...sourced(court) })),
    ...sourced(row),
  }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));

const byId = new Map<string, Prison>(prisons.map((prison) => [prison.id, prison]));

/** The women's prison of that NOMIS id; spaces and lower case are forgiven. */
export const findPrison = (id: string): Prison | undefined => byId.get(id.trim().toUpperCase());

/**
 * The id of a women's prison, normalised to capitals.
 * @throws InvalidIdentifier naming the ids there are
 */
export const parsePrisonId = (text: string): PrisonId => {
  const prison = findPrison(text);
  if (!prison)
    throw new InvalidIdentifier('prison', `Give the id of a women's prison: ${[...byId.keys()].join(', ')}.`);
  return prison.id;
};

/** Does the prison take women from court on that day? The last row that holds wins. Undefined where nothing is recorded. */
export const takesFromCourtOn = (prison: Prison, on: PlainDate): TakesFromCourt | undefined =>
  prison.takesFromCourt.findLast((entry) => holdsOn(entry, on));
