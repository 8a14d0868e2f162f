import { Pool } from 'pg';
import type { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import type { Faults, StoreWithFaults } from '../../libs/event-sourcing/contract/store-under-test';
import { testDatabase } from './database';

/**
 * Two stores on a database of their own, as two processes have them, for the contract of the event store.
 * @param open makes one of them. The second pool is of the role that may archive.
 */
export const storesUnderTest = async (
  open: (pool: Pool, maintenance: Pool) => PostgresEventStore,
): Promise<StoreWithFaults> => {
  const database = await testDatabase();
  const { appUrl, maintenanceUrl, superUrl } = database;
  const poolOf = (connectionString: string): Pool => new Pool({ connectionString }).on('error', () => undefined);
  const pools = [poolOf(appUrl), poolOf(appUrl)] as const;
  const [maintenance, superuser] = [poolOf(maintenanceUrl), poolOf(superUrl)];
  const [store, other] = [open(pools[0], maintenance), open(pools[1], maintenance)];
  return {
    store,
    other,
    idsUniqueIn: 'store',
    ...faultsOf(superuser),
    close: async () => {
      store.close();
      other.close();
      for (const pool of [...pools, maintenance, superuser]) await pool.end();
      await database.drop();
    },
  };
};

const faultsOf = (superuser: Pool): Faults => ({
  interrupt: async () => {
    const { rows } = await superuser.query<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and usename = 'ttg_app'`,
    );
    return rows.filter(({ ended }) => ended).length;
  },
  delayCommits: async () => {
    await superuser.query(`
      create function public.commit_late() returns trigger language plpgsql
        as $$ begin perform pg_sleep(random() * 0.004); return null; end $$;
      create constraint trigger commits_late after insert on eventstore.events
        deferrable initially deferred for each row execute function public.commit_late()`);
    return async () => {
      await superuser.query('drop function public.commit_late cascade');
    };
  },
});
