import type { Pool } from 'pg';
import { pause } from '../background/pause';
import type { EventBatch, EventStore, Position } from '../store/event-store';
import type { Applying } from './applying';
import { typesOf } from './catalogue';
import { lockPosition, moveIdle, movePosition, type PositionRow } from './positions';
import type { Projection } from './projection';
import type { ProjectionSignals } from './signals';
import { withTransaction } from './transaction';
import { isTransient } from './transient';

const usualBatchSize = 1000;
/** How soon a position that moved past foreign events only is written down. Milliseconds. */
const idleWrite = 250;

export interface FollowingParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly applying: Applying;
  readonly signals: ProjectionSignals;
  readonly batchSize?: number;
}

/** Keeps one projection's live tables up with the store, from the position they stand at, until something else moved them. */
export class Following {
  /** What the row of positions says, as far as we know. */
  private stored: Position | undefined;
  /** How far we have read: past `stored` there were only events of others. */
  private read: Position | undefined;
  /** When `read` is to be written down, by the process's own time. */
  private idleDue: number | undefined;

  constructor(
    private readonly parts: FollowingParts,
    private readonly projection: Projection,
    start: PositionRow,
  ) {
    this.stored = start.position;
    this.read = start.position;
  }

  /** Resolves when the signal aborts, or when the row is not as it was left: then someone else has it, or paused it. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.stored !== undefined) this.parts.signals.advanced(this.projection.name, this.stored);
    // The subscription has an end of its own: we leave it also where the application goes on.
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    const { batchSize = usualBatchSize } = this.parts;
    const options = { types: typesOf(this.projection), after: this.stored, batchSize, signal: ending.signal };
    const batches = this.parts.store.subscribe(options)[Symbol.asyncIterator]();
    try {
      if (!signal.aborted) await this.follow(batches);
    } finally {
      signal.removeEventListener('abort', end);
      end();
      await batches.return?.();
    }
  }

  /** Takes in all that is there now. @returns false if the projection is not ours to move. */
  async catchUp(): Promise<boolean> {
    const { store, batchSize = usualBatchSize } = this.parts;
    for (;;) {
      const batch = await store.readAll({ types: typesOf(this.projection), after: this.read, limit: batchSize });
      if (!(await this.take(batch))) return false;
      if (batch.events.length < batchSize) return true;
    }
  }

  private async follow(batches: AsyncIterator<EventBatch>): Promise<void> {
    let next = batches.next();
    for (;;) {
      const arrived = await this.nextOrIdle(next);
      if (arrived === 'idle') {
        if (!(await this.writeIdle())) return;
        continue;
      }
      if (arrived.done) return void (await this.writeIdle());
      if (!(await this.take(arrived.value))) return;
      next = batches.next();
    }
  }

  /** Waits for the next batch; but no longer than until the idle position is due to be written. */
  private async nextOrIdle(next: Promise<IteratorResult<EventBatch>>): Promise<IteratorResult<EventBatch> | 'idle'> {
    if (this.idleDue === undefined) return next;
    const left = this.idleDue - performance.now();
    // Whatever becomes of it is seen by whoever awaits it next.
    next.catch(() => undefined);
    if (left <= 0) return 'idle';
    const arrival = new AbortController();
    const idle = pause(left, arrival.signal).then(() => 'idle' as const);
    try {
      return await Promise.race([next, idle]);
    } finally {
      arrival.abort();
    }
  }

  /** @returns false if the projection is no longer ours to move. */
  private async take(batch: EventBatch): Promise<boolean> {
    const to = batch.upTo ?? batch.events.at(-1)?.position;
    if (to === undefined) return true;
    if (batch.events.length > 0) {
      const written = await this.apply(batch, to, false).catch((error: unknown) => {
        if (isTransient(error)) throw error;
        return this.apply(batch, to, true);
      });
      if (!written) return false;
      this.stored = to;
      this.idleDue = undefined;
    } else {
      this.idleDue ??= performance.now() + idleWrite;
    }
    this.read = to;
    this.parts.signals.advanced(this.projection.name, to);
    return true;
  }

  /** Rows and position in one transaction; the lock on the position keeps a second runner out. */
  private apply({ events }: EventBatch, to: Position, oneByOne: boolean): Promise<boolean> {
    const { pool, applying } = this.parts;
    return withTransaction(pool, async (client) => {
      const row = await lockPosition(client, this.projection);
      if (row?.position !== this.stored || row?.version !== this.projection.version || row.status !== 'live')
        return false;
      const target = { client, projection: this.projection, rebuilding: false };
      await (oneByOne ? applying.oneByOne(target, events) : applying.together(target, events));
      await movePosition(client, this.projection.name, to);
      return true;
    });
  }

  /** Nothing of ours has come for a while: the position is written down, so that others see it and a restart need not read again. */
  private async writeIdle(): Promise<boolean> {
    this.idleDue = undefined;
    if (this.read === undefined || this.read === this.stored) return true;
    if (!(await moveIdle(this.parts.pool, this.projection, this.stored, this.read))) return false;
    this.stored = this.read;
    return true;
  }
}
