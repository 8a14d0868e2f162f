import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { Client } from 'pg';

/** Every running application holds such a session: the one by which it follows the shared clock. */
const others = `
  select count(*)::int as running
  from pg_stat_activity
  where datname = current_database() and application_name = 'ttg listen'`;

/**
 * A running application would look at days gone by as if they were today. With our own server two never run side by side; on one
 * that was named, its sessions tell.
 * @param url the database, as the application's role
 * @throws StartFailure
 */
export const refuseBesideAnother = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ running: number }>(others);
    if ((rows[0]?.running ?? 0) === 0) return;
    throw new StartFailure('Through the Gate is running on this database. Stop it, simulate, and start it again.');
  } finally {
    await client.end();
  }
};
