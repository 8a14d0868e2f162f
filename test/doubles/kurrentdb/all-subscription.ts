import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { setImmediate as turn } from 'node:timers/promises';
import type { Filter } from './filters';
import { LiveQueue } from './live-queue';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage } from './messages';
import type { LogRecord, TransactionLog } from './transaction-log';

/** Events a page holds at most, and considers at most where no window is asked for (Enumerator.cs, DefaultReadBatchSize). */
export const readBatchSize = 32;

export interface AllSubscriptionOptions {
  /** The position of the last event the client has; -1 for none. */
  readonly after: bigint;
  /** Without it all events are sent, and no checkpoints (Enumerator.AllSubscription.cs). */
  readonly filtered?: { readonly filter: Filter; readonly window: number; readonly intervalMultiplier: number };
}

interface Live {
  readonly queue: LiveQueue<LogRecord>;
  number: number;
}

/**
 * A subscription to $all as the server runs it (Enumerator.AllSubscriptionFiltered.cs): it joins the live events first, confirms,
 * catches up page by page, tells that it has caught up, and sends what is live; where live events were dropped because the client
 * was slow, it falls behind and catches up again: it says so by a checkpoint where it is filtered, and else only to clients newer
 * than ours (Streams.Read.cs).
 */
export async function* allSubscription(
  log: TransactionLog,
  options: AllSubscriptionOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadResp> {
  const live: Live = { queue: new LiveQueue(signal), number: 0 };
  const unwatch = log.watch(liveFeed(live.queue, options));
  try {
    const newest = log.records.at(-1)?.position ?? -1n;
    yield confirmationMessage();
    let checkpoint = options.after;
    // Who is at the end already, or past it, is live at once: nothing is read, and no checkpoint is sent.
    if (checkpoint >= newest) checkpoint = yield* goLive(live, checkpoint, options);
    while (!signal.aborted) {
      checkpoint = yield* catchUp(log, checkpoint, options, signal);
      checkpoint = yield* goLive(live, checkpoint, options);
    }
  } finally {
    unwatch();
  }
}

/** Live checkpoints come every so many events, whether those passed the filter or not (SubscriptionsService.cs). */
const liveFeed = (queue: LiveQueue<LogRecord>, { filtered }: AllSubscriptionOptions) => {
  let considered = 0;
  return (record: LogRecord): void => {
    if (!filtered || filtered.filter(record)) queue.push({ event: record });
    if (!filtered) return;
    considered += 1;
    if (considered < filtered.window * filtered.intervalMultiplier) return;
    considered = 0;
    queue.push({ checkpoint: record.position });
  };
};

/** @returns the position it had got to when it had read to the end of the log. */
async function* catchUp(
  log: TransactionLog,
  from: bigint,
  { filtered }: AllSubscriptionOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadResp, bigint> {
  let checkpoint = from;
  let considered = 0;
  let next = indexFrom(log, from);
  while (!signal.aborted) {
    // A page is read on another thread of the server: whatever is appended meanwhile comes in between.
    await turn();
    const page = readPage(log, next, filtered);
    const fresh = page.events.filter(({ position }) => position > checkpoint);
    yield* fresh.map(eventMessage);
    checkpoint = vouchedFor(fresh.at(-1)?.position ?? checkpoint, page, filtered);
    next = page.next;
    considered += page.considered;
    const isAtEnd = next >= log.records.length;
    const isDue = filtered !== undefined && (isAtEnd || considered >= filtered.window * filtered.intervalMultiplier);
    if (isDue && checkpoint >= 0n) yield checkpointMessage(checkpoint);
    if (isDue) considered %= filtered.window * filtered.intervalMultiplier;
    if (isAtEnd) return checkpoint;
  }
  return checkpoint;
}

/** Where nothing passed the filter, the beginning of the page is what the server vouches for, not its end. */
const vouchedFor = (checkpoint: bigint, page: Page, filtered: AllSubscriptionOptions['filtered']): bigint =>
  filtered && page.current !== undefined && checkpoint < page.current ? page.current : checkpoint;

interface Page {
  readonly events: readonly LogRecord[];
  readonly considered: number;
  /** Where it began. */
  readonly current: bigint | undefined;
  /** The index of the record behind it. */
  readonly next: number;
}

const readPage = (log: TransactionLog, first: number, filtered: AllSubscriptionOptions['filtered']): Page => {
  const events: LogRecord[] = [];
  let considered = 0;
  const window = filtered?.window ?? readBatchSize;
  while (considered < window && events.length < readBatchSize) {
    const record = log.records[first + considered];
    if (!record) break;
    considered += 1;
    if (!filtered || filtered.filter(record)) events.push(record);
  }
  return { events, considered, current: log.records[first]?.position, next: first + considered };
};

/** Pages begin with the record at the position itself; the client has that one. */
export const indexFrom = (log: TransactionLog, position: bigint): number => {
  let [low, high] = [0, log.records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log.records[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** @returns where it was when it fell behind. */
async function* goLive(
  live: Live,
  from: bigint,
  { filtered }: AllSubscriptionOptions,
): AsyncGenerator<ReadResp, bigint> {
  yield caughtUpMessage();
  let checkpoint = from;
  for (let taken = await live.queue.take(); taken; taken = await live.queue.take()) {
    const { number, item } = taken;
    const isNext = number === live.number + 1;
    live.number = number;
    if ('event' in item ? item.event.position <= checkpoint : item.checkpoint < checkpoint) continue;
    if (!isNext) {
      if (filtered && checkpoint >= 0n) yield checkpointMessage(checkpoint);
      return checkpoint;
    }
    if ('event' in item) {
      yield eventMessage(item.event);
      checkpoint = item.event.position;
    } else {
      yield checkpointMessage(item.checkpoint);
      checkpoint = item.checkpoint;
    }
  }
  return checkpoint;
}
