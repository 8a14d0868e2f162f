import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { EventStoreUnavailable } from '@ttg/event-sourcing';
import { RefusedByStore } from '@ttg/event-sourcing/kurrentdb/errors';
import { GaveUpWaiting, Interrupted } from './lifetime';

/**
 * Tells the person at the console why it ended: in a sentence where she can do something about it, with the place in the code
 * where she cannot.
 * @returns the exit code.
 */
export const report = (error: unknown): number => {
  if (error instanceof GaveUpWaiting) console.error(error.message);
  if (error instanceof Interrupted) return 0;
  if (error instanceof StartFailure) console.error(error.sentence);
  // A store that answered at first, and is gone now or refuses: what it says of itself is a sentence too.
  else if (error instanceof EventStoreUnavailable || error instanceof RefusedByStore) console.error(error.message);
  else console.error(error);
  return 1;
};
