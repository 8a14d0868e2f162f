import { pause } from '../background/pause';
import type { EventBatch, EventStore, Position } from '../store/event-store';
import { typesOf } from './catalogue';
import { LiveTables, type LiveTablesParts } from './live-tables';
import type { PositionRow } from './positions';
import type { Projection } from './projection';
import type { ProjectionSignals } from './signals';

const usualBatchSize = 1000;
/** How soon a position that moved past foreign events only is written down. Milliseconds. */
const idleWrite = 250;

export interface FollowingParts extends LiveTablesParts {
  readonly store: EventStore;
  readonly signals: ProjectionSignals;
  readonly batchSize?: number;
}

/** Keeps one projection's live tables up with the store, from the position they stand at, until something else moved them. */
export class Following {
  /** How far we have read: past what the tables say there were only events of others. */
  private read: Position | undefined;
  /** When `read` is to be written down, by the process's own time. */
  private idleDue: number | undefined;

  private constructor(
    private readonly parts: FollowingParts,
    private readonly projection: Projection,
    private readonly tables: LiveTables,
  ) {
    this.read = tables.position;
  }

  static async from(parts: FollowingParts, projection: Projection, start: PositionRow): Promise<Following> {
    return new Following(parts, projection, await LiveTables.open(parts, projection, start));
  }

  /** Resolves when the signal aborts, or when the row is not as it was left: then someone else has it, or paused it. */
  async run(signal: AbortSignal): Promise<void> {
    const { position } = this.tables;
    if (position !== undefined) this.parts.signals.advanced(this.projection.name, position);
    // The subscription has an end of its own: we leave it also where the application goes on.
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    const { batchSize = usualBatchSize } = this.parts;
    const options = { types: typesOf(this.projection), after: position, batchSize, signal: ending.signal };
    const batches = this.parts.store.subscribe(options)[Symbol.asyncIterator]();
    // A consumer that never comes back keeps its batch, and not the subscription with all that listens for it.
    const { abandon } = this.parts;
    const leave = (): void => void batches.return?.().catch(() => undefined);
    abandon?.addEventListener('abort', leave, { once: true });
    try {
      if (!signal.aborted) await this.follow(batches);
    } finally {
      signal.removeEventListener('abort', end);
      abandon?.removeEventListener('abort', leave);
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

  /**
   * Brings the lanes to a common position, where whoever wrote them broke off between two, and then changes their number.
   * @returns false if the projection is not ours to move.
   */
  async evenOut(lanes: number): Promise<boolean> {
    const { store, batchSize = usualBatchSize } = this.parts;
    const types = typesOf(this.projection);
    while (this.tables.isUneven) {
      const { events, upTo } = await store.readAll({ types, after: this.tables.position, limit: batchSize });
      if (upTo === undefined || upTo === this.tables.position)
        throw new Error(`A lane of ${this.projection.name} is ahead of the event store: is this its store?`);
      if (!(await this.tables.write(events, upTo))) return false;
    }
    return this.tables.changeLanes(lanes);
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
    await this.parts.steps.at('read', this.projection.name);
    if (batch.events.length > 0) {
      const began = performance.now();
      if (!(await this.tables.write(batch.events, to))) return false;
      const { name: projection } = this.projection;
      this.parts.signals.taken({ projection, events: batch.events, began, ended: performance.now() });
      this.idleDue = undefined;
    } else {
      this.idleDue ??= performance.now() + idleWrite;
    }
    this.read = to;
    this.parts.signals.advanced(this.projection.name, to);
    return true;
  }

  /** Nothing of ours has come for a while: the position is written down, so that others see it and a restart need not read again. */
  private async writeIdle(): Promise<boolean> {
    this.idleDue = undefined;
    if (this.read === undefined || this.read === this.tables.position) return true;
    const { steps } = this.parts;
    await steps.at('before-idle', this.projection.name);
    if (!(await this.tables.moveIdle(this.read))) return false;
    await steps.at('after-idle', this.projection.name);
    return true;
  }
}
