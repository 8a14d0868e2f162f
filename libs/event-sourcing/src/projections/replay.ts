import type { EventBatch, EventStore, Position } from '../store/event-store';
import type { RebuildTables } from './rebuild-tables';

/** Large: what a projection does once per case and batch, and not per event, is most of its work. */
const batchSize = 20_000;

export interface RebuildProgress {
  /** Events replayed so far. */
  readonly events: number;
  /** Read up to here, of a store that ended at `last` when this was told. */
  readonly position: Position | undefined;
  readonly last: Position | undefined;
}

/** Brings the tables of a rebuild forwards, from the first event. */
export class Replay {
  private position: Position | undefined;
  private last: Position | undefined;
  private events = 0;
  /** The batch after the one that is being applied: it is read meanwhile. */
  private ahead: { readonly after: Position | undefined; readonly batch: Promise<EventBatch> } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly tables: RebuildTables,
    private readonly types: readonly string[],
  ) {}

  get progress(): RebuildProgress {
    return { events: this.events, position: this.position, last: this.last };
  }

  /**
   * Replays the next batch in a transaction of its own.
   * @returns whether everything has been replayed that was in the store before.
   */
  async step(): Promise<boolean> {
    const batch = await this.takeAhead();
    if (batch.events.length === batchSize) this.readAhead(batch.upTo);
    if (batch.events.length > 0) await this.tables.write(batch.events, batch.upTo);
    this.moveTo(batch);
    return this.hasCaughtUp();
  }

  /** To be called with an earlier `progress` when the transaction that went on from there was rolled back. */
  rewindTo({ events, position }: RebuildProgress): void {
    this.events = events;
    this.position = position;
  }

  /** As `step`, inside the transaction that takes over. */
  async stepInTransaction(): Promise<boolean> {
    const batch = await this.readAfter(this.position);
    await this.tables.writeInTransaction(batch.events);
    this.moveTo(batch);
    return this.hasCaughtUp();
  }

  private takeAhead(): Promise<EventBatch> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead && ahead.after === this.position ? ahead.batch : this.readAfter(this.position);
  }

  private readAhead(after: Position | undefined): void {
    const batch = this.readAfter(after);
    // Where it fails, whoever takes it is told.
    batch.catch(() => undefined);
    this.ahead = { after, batch };
  }

  private async readAfter(after: Position | undefined): Promise<EventBatch> {
    this.last = await this.store.lastPosition();
    return this.store.readAll({ types: this.types, after, limit: batchSize });
  }

  private moveTo({ events, upTo }: EventBatch): void {
    this.position = upTo ?? this.position;
    this.events += events.length;
  }

  private hasCaughtUp(): boolean {
    if (this.last === undefined) return true;
    return this.position !== undefined && this.store.comparePositions(this.position, this.last) >= 0;
  }
}
