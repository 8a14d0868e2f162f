import { StartFailure } from '../embedded-postgres/start-failure';
import { EventStore } from '../store/event-store';
import type { OpenKernel } from './command-context';

/**
 * For commands that read the event table itself, which stays empty where the events are in KurrentDB.
 * @throws StartFailure
 */
export const refuseOnKurrentDb = (kernel: OpenKernel, command: string): void => {
  if (kernel.get(EventStore).kind === 'PostgreSQL') return;
  throw new StartFailure(
    `"${command}" is for events in PostgreSQL, and here they are in KurrentDB (KURRENTDB_URL), which has no hash chain and no archive of ours.`,
  );
};
