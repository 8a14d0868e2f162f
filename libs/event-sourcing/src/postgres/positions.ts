import type { Position } from '../store/event-store';

const largest = 2n ** 63n - 1n;

/** A position is the decimal text of a bigint. Nothing, the place before the first event, comes before every position. */
export const comparePositions = (a: Position | undefined, b: Position | undefined): number =>
  Number(BigInt(a ?? -1) - BigInt(b ?? -1));

export const laterPosition = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  comparePositions(a, b) >= 0 ? a : b;

export const parsePosition = (text: string): Position | undefined =>
  /^\d{1,19}$/.test(text) && BigInt(text) <= largest ? (String(BigInt(text)) as Position) : undefined;
