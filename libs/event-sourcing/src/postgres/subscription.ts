import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreUnavailable } from '../store/errors';
import type { EventBatch, Position, ReadAllOptions, SubscribeOptions } from '../store/event-store';
import type { CommitBell } from './commit-bell';
import type { LiveTail } from './live-tail';

const defaultBatchSize = 500;
const firstPauseMs = 100;
const longestPauseMs = 5_000;
const logger = new Logger('EventStore');

/** What subscriptions of one process share. */
export interface SubscriptionParts {
  readonly readAll: (options: ReadAllOptions) => Promise<EventBatch>;
  readonly tail: LiveTail;
  readonly bell: CommitBell;
}

/**
 * Reads all that is there, then waits for the bell and reads again. Positions become visible in their order, so whatever
 * comes after the last position read is all that was not read yet: nothing is skipped, and nothing comes twice.
 */
export async function* subscription(
  { readAll, tail, bell }: SubscriptionParts,
  { after, batchSize = defaultBatchSize, onCaughtUp, types, streamPrefixes }: SubscribeOptions,
  signal: AbortSignal,
): AsyncGenerator<EventBatch> {
  bell.enter();
  try {
    let position = after;
    let isBehind = true;
    while (!signal.aborted) {
      const { rings } = bell;
      const options = { limit: batchSize, types, streamPrefixes };
      const live = isBehind ? undefined : position;
      const batch = await readThroughOutages(
        () =>
          live === undefined ? readAll({ ...options, after: position }) : tail.read({ ...options, after: live }, rings),
        signal,
      );
      if (!batch) return;
      if (batch.upTo !== undefined && batch.upTo !== position) {
        position = batch.upTo;
        yield batch;
      }
      if (batch.events.length === batchSize) continue;
      if (isBehind && !signal.aborted) onCaughtUp?.();
      isBehind = false;
      await bell.wait(positionNumber(position), rings, signal);
    }
  } finally {
    bell.leave();
  }
}

const positionNumber = (position: Position | undefined): bigint => BigInt(position ?? -1);

/** @returns nothing when it was aborted before an answer came. */
const readThroughOutages = async (
  read: () => Promise<EventBatch>,
  signal: AbortSignal,
): Promise<EventBatch | undefined> => {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      if (pauseMs === firstPauseMs)
        logger.warn('The event store cannot be reached; subscriptions go on as soon as it can.');
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
};
