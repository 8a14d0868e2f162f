import { isDay } from '@ttg/web/http';

/** Where a page of the board ends: the order is (day she leaves, gravest alert, case). */
export interface BoardCursor {
  readonly direction: 'after' | 'before';
  readonly leaves: string;
  readonly rank: number;
  readonly caseId: string;
}

const shape = /^(after|before)_(\d{4}-\d{2}-\d{2}|infinity)_([012])_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const writeCursor = ({ direction, leaves, rank, caseId }: BoardCursor): string =>
  Buffer.from([direction, leaves, rank, caseId].join('_')).toString('base64url');

/** @returns nothing for text that is no cursor of ours. */
export const readCursor = (text: string): BoardCursor | undefined => {
  const [, direction, leaves, rank, caseId] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (!direction || !leaves || !rank || !caseId) return undefined;
  if (leaves !== 'infinity' && !isDay(leaves)) return undefined;
  return { direction: direction === 'before' ? 'before' : 'after', leaves, rank: Number(rank), caseId };
};
