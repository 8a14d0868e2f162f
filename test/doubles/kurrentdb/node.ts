import type { Metadata } from '@grpc/grpc-js';
import type { Faults } from './faults';
import type { TransactionLog } from './transaction-log';

/** What the services of one node share. */
export interface Node {
  readonly log: TransactionLog;
  readonly faults: Faults;
  /** Bytes an append may have (the server's setting MaxAppendSize). */
  readonly maxAppendSize: number;
  /** Bytes one event of it may have (MaxAppendEventSize). */
  readonly maxAppendEventSize: number;
  /** Up to so many milliseconds, another number for each, pass before an append is committed. */
  readonly commitsLateMs: number;
  /** Events that were sent to clients, in all. */
  eventsSent: number;
  /** Appends that were carried out late, or told of late. */
  lateAppends: number;
  breakConnections(): void;
  /** @throws ServiceError where the caller is not who the node asks for. */
  admit(metadata: Metadata): void;
}
