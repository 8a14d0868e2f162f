import { statements } from '../statements';
import { pages, type Reader } from './pages';
import type { Finding } from './report';

/** A row of read-order.sql. */
export interface OrderRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  readonly hash: Buffer;
  readonly recorded_at_ms: number;
}

const beforeAll = String(-(2n ** 63n));

/** Every event up to a position, in the order of positions. */
export const orderPages = (
  reader: Reader,
  upTo: string,
  { after = beforeAll, signal }: { readonly after?: string; readonly signal?: AbortSignal } = {},
): AsyncGenerator<readonly OrderRow[]> =>
  pages<OrderRow>(reader, {
    statement: statements.readOrder,
    after: (last) => [last?.position ?? after, upTo],
    signal,
  });

/** Processes' clocks differ by seconds, and a writer may wait for its turn for some. */
const toleranceMs = 60_000;

/**
 * Positions against the times of recording, which are hashed while positions are not. An event whose time fits neither of its
 * neighbours, which fit each other, was perhaps put there. A clock that was set back leaves one doubt, where it goes back.
 */
export class RecordedOrder {
  private before: OrderRow | undefined;
  private current: OrderRow | undefined;

  /** @param row the next in order; nothing at the end. @returns what is odd of the one before it. */
  see(row?: OrderRow): readonly Finding[] {
    const { before, current } = this;
    this.current = row;
    this.before = current;
    if (!current) return [];
    if (before && isAfter(before, current)) return [{ ...placeOf(current), what: early }];
    const isLate = row !== undefined && isAfter(current, row);
    // Where its neighbours do not fit each other either, time goes back for all that come.
    if (!isLate || (before && isAfter(before, row))) return [];
    // Those that follow are measured by its neighbour.
    this.before = before;
    return [{ ...placeOf(current), what: late }];
  }
}

const early = 'It was recorded before the event that stands before it: it was moved, or a clock was set back.';
const late = 'It was recorded after the event that stands after it: it was moved, or a clock was set back.';

const isAfter = (one: OrderRow, other: OrderRow): boolean => one.recorded_at_ms > other.recorded_at_ms + toleranceMs;

/** Where an event stands, as findings say it. */
export const placeOf = ({
  stream,
  revision,
  position,
}: Pick<OrderRow, 'stream' | 'revision' | 'position'>): Omit<Finding, 'what'> => ({
  stream,
  revision: Number(revision),
  position,
});
