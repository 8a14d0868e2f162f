import { reachKurrentDb } from '@ttg/event-sourcing/kurrentdb/reach-kurrentdb';
import type { Settings } from './settings';

/** Whoever cannot have the KurrentDB she named is told before anything takes time. @throws StartFailure */
export const reachEventStore = async ({ kurrentDbUrl }: Settings): Promise<void> => {
  if (kurrentDbUrl !== undefined) await reachKurrentDb({ connectionString: kurrentDbUrl });
};
