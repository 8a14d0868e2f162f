import { findPrison, type PrisonId } from '@ttg/reference';

/** The women's prison of that NOMIS id. */
export const ours = (id: string | undefined): PrisonId | undefined =>
  id === undefined ? undefined : findPrison(id)?.id;

/** A prison that is none of ours. `OUT` and `TRN` are no prisons; an event may leave it out. */
export const isAnother = (id: string | undefined): boolean =>
  id !== undefined && !['OUT', 'TRN'].includes(id) && ours(id) === undefined;
