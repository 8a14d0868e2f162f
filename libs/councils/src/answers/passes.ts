import { EventIdTaken, WrongExpectedRevision } from '@ttg/event-sourcing';
import { isTransient } from '@ttg/event-sourcing/projections/transient';
import { Problem } from '@ttg/web/http';

/** After so long, one message keeps the others of its council waiting no longer. Milliseconds. */
const longestWait = 10 * 60_000;

/**
 * Is it no fault of the message, so that it is tried again in its place? What is still being saved passes too, as a rule; where it
 * does not, somebody must look, and those behind it need not wait for that.
 * @param waited since the message was tried first. Milliseconds
 */
export const passes = (error: unknown, waited: number): boolean => {
  if (isTransient(error)) return true;
  const isLate = error instanceof WrongExpectedRevision || error instanceof EventIdTaken || isBeingSaved(error);
  return isLate && waited < longestWait;
};

const isBeingSaved = (error: unknown): boolean => error instanceof Problem && error.status >= 500;
