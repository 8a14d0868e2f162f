import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

/**
 * The server's refusals, with the trailers that its clients tell them by (kurrent-io/KurrentDB,
 * src/KurrentDB.Core/Services/Transport/Grpc/RpcExceptions.cs and Constants.cs).
 */
const rpcError = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const rpcErrors = {
  serverNotReady: () => rpcError(status.UNAVAILABLE, 'Server Is Not Ready'),
  serverBusy: () => rpcError(status.UNAVAILABLE, 'Server Is Too Busy'),
  notLeader: (host: string, port: number) =>
    rpcError(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  timeout: () => rpcError(status.ABORTED, 'Operation timed out: Commit phase timeout.'),
  streamDeleted: (stream: string) =>
    rpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': Buffer.from(stream).toString('latin1'),
    }),
  maxAppendSizeExceeded: (most: number) =>
    rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${most} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(most),
    }),
  /** From 24.10.4 on; the client has no name for it. */
  maxAppendEventSizeExceeded: (id: string, size: number, most: number) =>
    rpcError(
      status.INVALID_ARGUMENT,
      `Event with Id: { "string": "${id}" }, Size: ${size}, exceeds Maximum Append Event Size of ${most}.`,
      { exception: 'maximum-append-event-size-exceeded' },
    ),
  accessDenied: () => rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  /** A request whose password is wrong does not get as far as gRPC: it is answered with HTTP 401. */
  unauthenticated: () => rpcError(status.UNAUTHENTICATED, 'Bad gRPC response. HTTP status code: 401'),
  invalidPosition: () => rpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  invalidArgument: (what: string) => rpcError(status.INVALID_ARGUMENT, what),
  /** A node that is shut down ends what it streams (ServerShuttingDownInterceptor.cs; before 2026 it broke the connection). */
  shuttingDown: () => rpcError(status.UNAVAILABLE, 'Server is shutting down'),
} as const;
