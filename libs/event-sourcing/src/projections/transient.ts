import { types } from 'node:util';
import { EventStoreUnavailable } from '../store/errors';

/** Classes of SQLSTATE that say nothing against the event: connection, serialization and deadlock, resources, operator, system. */
const transientClasses = ['08', '40', '53', '57', '58'];
/** Lock not available, idle transaction ended, a server that is read-only for now. */
const transientStates = ['55P03', '25P03', '25006'];
const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** What pg says, without a code, of a connection that is gone or was not to be had. */
const connectionGone =
  /^(Connection terminated|timeout e(xceeded|xpired)|Client has encountered a connection error|Cannot use a pool)/;

/** @returns true for what passes by itself: it is tried again and no event is parked for it. */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof EventStoreUnavailable) return true;
  // Those of Node's own are of another realm where a test runs.
  if (!types.isNativeError(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (networkCodes.includes(code)) return true;
  if (!/^[0-9A-Z]{5}$/.test(code)) return connectionGone.test(error.message);
  return transientStates.includes(code) || transientClasses.includes(code.slice(0, 2));
};
