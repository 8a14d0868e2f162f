import { councilByCode, findPrison } from '@ttg/reference';
import { type FormError, textOf, type Typed } from '@ttg/web/pages';
import type { BoardFilters } from '../board/board-view';

/** How far ahead one may look: the windows of the rules (law-and-practice G) and a week. */
export const windows = [7, 14, 28, 56, 84] as const;

export interface ReadFilters {
  readonly filters: BoardFilters;
  /** What could not be understood: it is said, and not filtered by. */
  readonly errors: readonly FormError[];
}

/** Reads the filters of the board from its address. An empty one, as a form sends it, asks for all. */
export const readFilters = (query: Typed): ReadFilters => {
  const prison = textOf(query, 'prison').trim();
  const council = textOf(query, 'council').trim();
  const days = textOf(query, 'days').trim();
  const known = {
    prison: findPrison(prison)?.id,
    council: councilByCode(council)?.code,
    withinDays: windows.find((window) => String(window) === days),
  };
  const cursor = textOf(query, 'cursor');
  const errors = [
    ...missed('prison', prison, known.prison, 'Choose a prison from the list'),
    ...missed('council', council, known.council, 'Choose a council from the list'),
    ...missed('days', days, known.withinDays, `Choose how many days ahead: ${windows.join(', ')}`),
  ];
  return { filters: { ...known, ...(cursor && { cursor }) }, errors };
};

const missed = (field: string, typed: string, found: unknown, text: string): readonly FormError[] =>
  typed !== '' && found === undefined ? [{ field, text }] : [];

/** The address of the board with these filters. */
export const boardAddress = ({ prison, council, withinDays, cursor }: BoardFilters): string => {
  const asked = Object.entries({ prison, council, days: withinDays?.toString(), cursor });
  const query = new URLSearchParams(
    asked.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  );
  return query.size === 0 ? '/' : `/?${query.toString()}`;
};
