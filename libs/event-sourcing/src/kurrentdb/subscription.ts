import type { EventBatch, Position, SubscribeOptions } from '../store/event-store';
import { backOff } from './back-off';
import { catchUp } from './catch-up';
import type { Connection } from './connection';
import { isPassing, readFailure } from './failures';
import type { LiveFeed } from './live-feed';

const defaultBatchSize = 500;

type Options = Omit<SubscribeOptions, 'signal' | 'onCaughtUp' | 'batchSize'> & { readonly batchSize: number };

/**
 * Catches up with a subscription of its own, and follows what is live through the feed that all share. It falls back to the
 * first where it was so slow that the feed has let go of what it wants next. A broken connection is waited out.
 */
export async function* subscription(
  connection: Connection,
  feed: LiveFeed,
  { after, batchSize = defaultBatchSize, onCaughtUp, ...filter }: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  const options = { ...filter, batchSize };
  feed.enter();
  try {
    let position = after;
    let hasCaughtUp = false;
    while (!signal.aborted) {
      // Before it can be told that there is no more, the server must be heard.
      const goal = await feed.untilLive(signal);
      if (signal.aborted) return;
      const batch = feed.after(position, options, batchSize);
      if (batch === 'too-old') {
        position = yield* throughOutages(connection, { ...options, after: position }, goal, signal);
        continue;
      }
      const isNews = batch.upTo !== position;
      position = batch.upTo;
      if (isNews) yield batch;
      if (isNews && batch.events.length === batchSize) continue;
      if (!hasCaughtUp && !signal.aborted) onCaughtUp?.();
      hasCaughtUp = true;
      await feed.untilBehind(position, signal);
    }
  } finally {
    feed.leave();
  }
}

/** @returns the position it has got to. */
async function* throughOutages(
  connection: Connection,
  { after, ...options }: Options,
  goal: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<EventBatch, Position | undefined> {
  const progress = { position: after };
  for (let attempt = 1; goal !== undefined && !signal.aborted; attempt += 1) {
    const before = progress.position;
    try {
      yield* noted(catchUp(connection, { ...options, after: before, goal, signal }), progress);
      break;
    } catch (error) {
      if (!isPassing(error)) throw readFailure(error);
    }
    // Whoever got on has not met the same outage again.
    if (progress.position !== before) attempt = 1;
    await backOff(attempt, { signal });
  }
  return progress.position;
}

async function* noted(
  batches: AsyncIterable<EventBatch>,
  progress: { position: Position | undefined },
): AsyncGenerator<EventBatch> {
  for await (const batch of batches) {
    progress.position = batch.upTo;
    yield batch;
  }
}
