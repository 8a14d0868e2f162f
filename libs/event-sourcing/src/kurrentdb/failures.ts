import { status } from '@grpc/grpc-js';
import { ErrorType, isCommandError } from '@eventstore/db-client';
import { EventStoreUnavailable } from '../store/errors';
import { RefusedByStore } from './errors';

/** The time for an answer is over. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(ms: number) {
    super(`KurrentDB gave no answer in ${ms} ms.`);
  }
}

/** The client's errors that pass by themselves: another attempt may be answered. */
const passing: ReadonlySet<ErrorType> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
]);

/** What the client calls unknown, by gRPC's code: elections without a leader, broken HTTP/2 streams, a server that is overwhelmed. */
const passingCodes: ReadonlySet<number> = new Set([
  status.UNKNOWN,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.RESOURCE_EXHAUSTED,
]);

/** Said before anything was sent, or by a node that carries nothing out. */
const nothingDone =
  /No connection established|ECONNREFUSED|Name resolution failed|Failed to discover|Server Is (Not Ready|Too Busy)/;

const typeOf = (error: unknown): ErrorType | undefined =>
  error instanceof Error && isCommandError(error) ? error.type : undefined;

/** @returns whether the client says so, by its own name for it. */
export const isOfType = (error: unknown, type: ErrorType): boolean => typeOf(error) === type;

/** @returns whether it is worth trying again. A plain error is what the client throws where it finds no node, or its channel shut. */
export const isPassing = (error: unknown): boolean => {
  const type = typeOf(error);
  if (type === undefined) return error instanceof NoAnswer || (error instanceof Error && error.constructor === Error);
  if (type === ErrorType.UNKNOWN) return passingCodes.has(codeOf(error));
  return passing.has(type);
};

/** @returns whether it is certain that an append that failed so was not carried out. */
export const isCertainlyNotWritten = (error: unknown): boolean =>
  isOfType(error, ErrorType.NOT_LEADER) || (error instanceof Error && nothingDone.test(error.message));

/** For work that writes nothing: an outage under its own name, what the server refused as its refusal. */
export const readFailure = (error: unknown): unknown => {
  if (error instanceof EventStoreUnavailable) return error;
  if (isPassing(error)) return new EventStoreUnavailable('no', { cause: error });
  return typeOf(error) === undefined ? error : refusal(error);
};

export const refusal = (error: unknown): RefusedByStore =>
  new RefusedByStore(`KurrentDB refuses it: ${error instanceof Error ? error.message : 'without a reason'}`, {
    cause: error,
  });

const codeOf = (error: unknown): number =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : status.UNKNOWN;
