import type { Pool } from 'pg';
import type { Statement } from '../statements';

const pageSize = 1000;

/** Where to read from: a pool, or the one connection that the work goes by. */
export type Reader = Pick<Pool, 'query'>;

interface Paging<Row> {
  readonly statement: Statement;
  /** The values of the page after this row, without its size, which comes last; of the first page without a row. */
  readonly after: (last: Row | undefined) => readonly unknown[];
  readonly signal?: AbortSignal;
}

/** Reads page by page, each while the one before it is being looked at. @throws the signal's reason */
export async function* pages<Row extends object>(
  reader: Reader,
  { statement, after, signal }: Paging<Row>,
): AsyncGenerator<readonly Row[]> {
  const read = async (last?: Row): Promise<readonly Row[]> =>
    (await reader.query<Row>({ ...statement, values: [...after(last), pageSize] })).rows;
  let next = read();
  for (;;) {
    const rows = await next;
    signal?.throwIfAborted();
    const isLast = rows.length < pageSize;
    // A failure is met when the page is asked for; if nobody asks any more, it is nobody's.
    if (!isLast) (next = read(rows.at(-1))).catch(() => undefined);
    if (rows.length > 0) yield rows;
    if (isLast) return;
  }
}
