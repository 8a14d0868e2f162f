import { accommodationType } from '@ttg/reference';
import type { Place } from './accommodation';

/** Immigration detention and "awaiting assessment" stand in NDelius's list and are nowhere to live (G1). */
const nowhereToLive = new Set(['A15', 'A16']);

/** Is it somewhere to live: a settled or transient type other than A15 and A16? */
export const isSomewhereToLive = (code: string): boolean => {
  const type = accommodationType(code);
  return type !== undefined && type.class !== 'homeless' && !nowhereToLive.has(code);
};

/**
 * Does the place count as done? "Done means safe" (part G): an address that is not safe, or where she was not asked in
 * private, never does.
 */
export const counts = ({ type, safe, askedInPrivate, status }: Place): boolean =>
  isSomewhereToLive(type) && safe === 'yes' && askedInPrivate && (status === 'confirmed' || status === 'started');
