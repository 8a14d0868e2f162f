import { DatabaseError } from 'pg';
import { EventStoreUnavailable } from '../store/errors';

/** Connection exceptions, and the server ending connections: what was asked may have been done. */
const lost = /^(08|57P0)/;

/**
 * Out of resources, cancelled, timed out, locked, read-only, at another isolation level, deadlocked: it was rolled back. Or not begun: its
 * statement is not prepared, or is twice, because preparing it for the call ahead failed.
 */
const rolledBack = /^(53|57014|55P03|40001|40P01|25000|25006|26000|42P05|58)/;

/**
 * @returns whether the answer was lost with the connection: nobody knows whether the work was done. Whatever the server did
 * not say itself is of this kind: sockets, time limits of the client, protocol.
 */
export const isConnectionLost = (error: unknown): boolean =>
  !(error instanceof DatabaseError) || lost.test(error.code ?? '');

/** @returns whether the server refused for now, and did nothing. */
export const isRolledBack = (error: unknown): boolean =>
  error instanceof DatabaseError && rolledBack.test(error.code ?? '');

/** @returns whether a unique constraint refused it: the like is there. */
export const isUsedAlready = (error: unknown): boolean => error instanceof DatabaseError && error.code === '23505';

/** For work that writes nothing: an outage under its own name, other errors as they came. */
export const asUnavailable = (error: unknown): unknown =>
  isConnectionLost(error) || isRolledBack(error) ? new EventStoreUnavailable('no', { cause: error }) : error;
