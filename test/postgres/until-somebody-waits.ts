import type { ClientBase, Pool } from 'pg';

const waits = `
  select from pg_locks
  where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;

/** Comes back when somebody waits for an advisory lock of this database. */
export const untilSomebodyWaits = async (database: Pool | ClientBase): Promise<void> => {
  while ((await database.query(waits)).rowCount === 0);
};
