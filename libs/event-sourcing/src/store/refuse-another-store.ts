import type { Pool } from 'pg';
import { StartFailure } from '../embedded-postgres/start-failure';
import { asStartFailure } from '../kurrentdb/reach-kurrentdb';
import { statements } from '../postgres/statements';
import type { EventStore, Position } from './event-store';

interface Traces {
  readonly hasEvents: boolean;
  readonly hasRead: boolean;
}

/**
 * A position means nothing in another store, and looks the same in both: read models that were made from the events of one would
 * skip some of the other's. So a store is refused that is seen not to be the one this database was used with. What cannot be seen
 * is one KurrentDB that was put in the place of another, with events in it.
 * @throws StartFailure also where a KurrentDB gives no answer
 * @throws EventStoreUnavailable
 */
export const refuseAnotherStore = async (pool: Pool, store: EventStore): Promise<void> => {
  const found = (await pool.query<Traces>(statements.hasBeenUsed)).rows[0];
  if (found?.hasEvents && store.kind === 'KurrentDB') {
    throw new StartFailure(
      'This database has events of its own, and KURRENTDB_URL names another place for them. Take KURRENTDB_URL away, or use it with a database that has none (DATA_DIR, DATABASE_URL): events are not moved.',
    );
  }
  const isEmpty = (await lastPosition(store)) === undefined;
  if (found?.hasRead && isEmpty) throw new StartFailure(emptied[store.kind]);
};

/** A KurrentDB may have answered a moment ago, and be gone now. */
const lastPosition = async (store: EventStore): Promise<Position | undefined> => {
  try {
    return await store.lastPosition();
  } catch (error) {
    throw store.kind === 'KurrentDB' ? asStartFailure(error) : error;
  }
};

const emptied: Readonly<Record<EventStore['kind'], string>> = {
  PostgreSQL:
    'The read models of this database were made from events that are not in it. If they are in KurrentDB, set KURRENTDB_URL; else restore them from a backup.',
  KurrentDB:
    'The read models of this database were made from events, and the KurrentDB of KURRENTDB_URL has none. Name the one that has them, restore it from a backup, or begin with an empty database (DATA_DIR, DATABASE_URL).',
};
