import type { EventBatch, EventStore, Position } from '../store/event-store';
import type { Applying, Target } from './applying';
import { shadowSchema } from './catalogue';
import { searchPath } from './positions';
import { inTransaction } from './transaction';
import { isTransient } from './transient';

/** Large: what a projection does once per case and batch, and not per event, is most of its work. */
const batchSize = 10_000;

const progressStatement = `
  update projections.rebuilds
  set position = $2
  where name = $1`;

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
    private readonly applying: Applying,
    private readonly target: Target,
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
    if (batch.events.length > 0) {
      await this.replay(batch, false).catch((error: unknown) => {
        if (isTransient(error)) throw error;
        return this.replay(batch, true);
      });
    }
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
    await this.setSearchPath();
    await this.applying.oneByOne(this.target, batch.events);
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

  private replay({ events, upTo }: EventBatch, oneByOne: boolean): Promise<void> {
    const { client, projection } = this.target;
    return inTransaction(client, async () => {
      // Nobody reads these rows before the take-over, and its own commit is a durable one.
      await client.query('set local synchronous_commit to off');
      await this.setSearchPath();
      await (oneByOne ? this.applying.oneByOne(this.target, events) : this.applying.together(this.target, events));
      await client.query(progressStatement, [projection.name, upTo]);
    });
  }

  private async setSearchPath(): Promise<void> {
    await this.target.client.query(`set local search_path to ${searchPath(shadowSchema(this.target.projection))}`);
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
