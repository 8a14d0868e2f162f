import { isDay } from '@ttg/web/http';

/** Where a page of the list ended: the order is (release date, case). */
export interface Cursor {
  readonly releaseDate: string;
  readonly caseId: string;
}

/** Before the first of all. */
export const beginning: Cursor = { releaseDate: '-infinity', caseId: '00000000-0000-0000-0000-000000000000' };

const shape = /^(\d{4}-\d{2}-\d{2}|infinity)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Those without a date come last. */
export const cursorAt = ({ releaseDate, caseId }: { releaseDate: string | null; caseId: string }): string =>
  Buffer.from(`${releaseDate ?? 'infinity'}_${caseId}`).toString('base64url');

/** @returns nothing for text that is no cursor of ours. */
export const readCursor = (text: string): Cursor | undefined => {
  const [, releaseDate, caseId] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!releaseDate || !caseId) return undefined;
  return releaseDate === 'infinity' || isDay(releaseDate) ? { releaseDate, caseId } : undefined;
};
