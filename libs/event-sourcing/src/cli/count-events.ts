import type { Pool } from 'pg';
import { statements } from '../postgres/statements';

/** About how many there are: for bars. It is not worth a look at every event where nobody sees one. */
export const countEvents = async (pool: Pool): Promise<number> => {
  if (!process.stderr.isTTY) return 0;
  const { rows } = await pool.query<{ count: string }>(statements.countEvents);
  return Number(rows[0]?.count ?? 0);
};
