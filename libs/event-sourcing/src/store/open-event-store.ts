import type { Pool } from 'pg';
import type { KernelOptions } from '../kernel-options';
import { KurrentDbEventStore } from '../kurrentdb/kurrentdb-event-store';
import { PostgresEventStore } from '../postgres/postgres-event-store';
import type { EventStore } from './event-store';

/**
 * The event store of an installation: in its PostgreSQL, or in the KurrentDB that is named. Whoever opens it closes it.
 * @param pool of its PostgreSQL: closed after the store, by whoever made it.
 * @throws InvalidConnectionString
 */
export const openEventStore = (pool: Pool, options: Pick<KernelOptions, 'kurrentDbUrl' | 'feed'>): EventStore => {
  const { kurrentDbUrl, feed = (store: EventStore) => store } = options;
  return feed(
    kurrentDbUrl === undefined
      ? new PostgresEventStore(pool)
      : new KurrentDbEventStore({ connectionString: kurrentDbUrl }),
  );
};
