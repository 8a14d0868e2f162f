import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { allSubscription, indexFrom, readBatchSize } from './all-subscription';
import { filterOf } from './filters';
import { eventMessage, nameOf, notFoundMessage } from './messages';
import { rpcErrors } from './rpc-errors';
import type { LogRecord, TransactionLog } from './transaction-log';

/** What a Read is answered with, one after the other. */
export type Messages = Iterable<ReadResp> | AsyncIterable<ReadResp>;

const { BACKWARDS } = ReadReq.Options.ReadDirection;

/**
 * What a Read answers (Streams.Read.cs, CreateEnumerator): a stream or $all, forwards or backwards, or a subscription to $all.
 * Subscriptions to one stream, reads of $all with a filter and resolved links are not asked for by this project, and are refused.
 * @throws ServiceError
 */
export const readOf = (log: TransactionLog, options: ReadReq.Options, signal: AbortSignal): Messages => {
  const { stream, all } = { stream: options.getStream(), all: options.getAll() };
  if (!options.hasUuidOption()) throw rpcErrors.invalidArgument("'uuidOption' is a required argument");
  if (all && options.hasSubscription()) return allSubscription(log, subscriptionOptions(log, options, all), signal);
  if (options.hasFilter() || options.hasSubscription() || options.getResolveLinks()) {
    throw rpcErrors.invalidArgument('The combination is invalid.');
  }
  const isBackwards = options.getReadDirection() === BACKWARDS;
  const most = Number(options.getCount());
  if (stream) return readStream(log, stream, isBackwards, most);
  if (all) return readAll(log, all, isBackwards, most);
  throw rpcErrors.invalidArgument('A stream or $all is to be read.');
};

function* readStream(
  log: TransactionLog,
  options: ReadReq.Options.StreamOptions,
  isBackwards: boolean,
  most: number,
): Generator<ReadResp> {
  const name = nameOf(options.getStreamIdentifier());
  if (log.isDeleted(name)) throw rpcErrors.streamDeleted(name);
  const records = log.visible(name);
  // Not an error: an answer of its own (ReadResp.StreamNotFound).
  if (records.length === 0) {
    yield notFoundMessage(name);
    return;
  }
  const asked = options.hasRevision() ? Number(options.getRevision()) : options.hasEnd() ? Number.MAX_SAFE_INTEGER : 0;
  const chosen = isBackwards
    ? records.filter(({ revision }) => revision <= asked).toReversed()
    : records.filter(({ revision }) => revision >= asked);
  yield* chosen.slice(0, most).map(eventMessage);
}

function* readAll(
  log: TransactionLog,
  options: ReadReq.Options.AllOptions,
  isBackwards: boolean,
  most: number,
): Generator<ReadResp> {
  const from = startOf(log, options);
  const chosen: readonly LogRecord[] = isBackwards
    ? log.records.filter(({ position }) => position <= from).toReversed()
    : log.records.slice(indexFrom(log, from));
  yield* chosen.slice(0, most).map(eventMessage);
}

const subscriptionOptions = (log: TransactionLog, options: ReadReq.Options, all: ReadReq.Options.AllOptions) => {
  const after = startOf(log, all);
  const filter = options.getFilter();
  if (!filter) return { after };
  const intervalMultiplier = filter.getCheckpointintervalmultiplier();
  if (intervalMultiplier === 0) throw rpcErrors.invalidArgument('The checkpoint interval must not be zero.');
  const window = filter.hasMax() ? filter.getMax() : readBatchSize;
  return { after, filtered: { filter: filterOf(filter), window, intervalMultiplier } };
};

/** Positions are places of records in the log: no others can be read from. */
const startOf = (log: TransactionLog, options: ReadReq.Options.AllOptions): bigint => {
  const newest = log.records.at(-1)?.position ?? -1n;
  if (options.hasEnd()) return newest;
  const position = options.getPosition();
  if (!position) return -1n;
  const commit = BigInt(position.getCommitPosition());
  const isPlace = log.records[indexFrom(log, commit)]?.position === commit;
  if (commit <= newest && !isPlace) throw rpcErrors.invalidPosition();
  return commit;
};
