import { StartFailure } from '../embedded-postgres/start-failure';
import { EventStoreUnavailable } from '../store/errors';
import { RefusedByStore } from './errors';
import { KurrentDbEventStore, type KurrentDbOptions } from './kurrentdb-event-store';

/**
 * Asks a KurrentDB for the end of its log, for whoever is about to start on it.
 * @throws StartFailure where it gives no answer, or refuses to.
 */
export const reachKurrentDb = async (options: KurrentDbOptions): Promise<void> => {
  const store = new KurrentDbEventStore(options);
  try {
    await store.lastPosition();
  } catch (error) {
    throw asStartFailure(error);
  } finally {
    await store.close();
  }
};

/** @returns what keeps a start on a KurrentDB from going on, in a sentence; other errors as they came. */
export const asStartFailure = (error: unknown): unknown => {
  if (error instanceof EventStoreUnavailable) {
    return new StartFailure(
      'The KurrentDB of KURRENTDB_URL could not be reached. Start it, or correct its address and whether it has TLS (tls=false where it has none).',
      { cause: error },
    );
  }
  if (!(error instanceof RefusedByStore)) return error;
  return new StartFailure(
    'The KurrentDB of KURRENTDB_URL does not let us read. Correct its user and password, and let that user read and write all streams.',
    { cause: error },
  );
};
