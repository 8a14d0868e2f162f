import type { Clock } from '@ttg/calendar';
import type { KeySettings } from './personal-data/secrets';
import type { EventStore } from './store/event-store';

/** What the kernel needs to be told by the application. */
export interface KernelOptions {
  /** A migrated database, as the application's role. */
  readonly databaseUrl: string;
  /** The KurrentDB that the events are in (`kurrentdb://…`); without it they are in the database. All else is there in any case. */
  readonly kurrentDbUrl?: string;
  readonly keys: KeySettings;
  /**
   * Whether projections and other loops run in this process. Commands of a console leave them to the application. On demand, a
   * projection is brought up to date when somebody waits for it, and nothing goes on by itself: for who has the store alone.
   */
  readonly background: boolean | 'on-demand';
  /** What brings subscribers what is new, around the store that is read and written; without it they ask the store itself. */
  readonly feed?: (store: EventStore) => EventStore;
  /** Another clock than the shared one: a simulation tells of days gone by. */
  readonly clock?: Clock;
  /** The same database as the role that may move closed cases into the archive; for the command that does. */
  readonly maintenanceUrl?: string;
  /**
   * Where a signed checkpoint of the store is written every day, by the process that runs in the background; none without,
   * and none of events in KurrentDB.
   */
  readonly checkpointFolder?: string;
}

export const kernelOptions = Symbol('kernel options');
