import type { ClientBase, Pool } from 'pg';
import type { EventStore, Position, StoredEvent } from '../store/event-store';
import type { Applying } from './applying';
import { byLane, joined, type LanePart, lockLane, moveLane, readLanes, setLanes } from './lanes';
import { lockPosition, moveIdle, movePosition, type PositionRow, sharePosition } from './positions';
import type { Projection } from './projection';
import type { Steps } from './steps';
import { withTransaction } from './transaction';
import { isTransient } from './transient';

export interface LiveTablesParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly applying: Applying;
  readonly steps: Steps;
  /** When it aborts, nothing of this is waited for any longer. */
  readonly abandon?: AbortSignal;
}

/** Writes rows and position of one projection together, as long as nobody else moves it. */
export class LiveTables {
  private constructor(
    private readonly parts: LiveTablesParts,
    private readonly projection: Projection,
    private readonly lanes: number,
    /** What the row of positions says, as far as we know. */
    private at: Position | undefined,
    /** What the rows of the lanes say, as far as we know; none where there is one lane. */
    private readonly ofLanes: Map<number, Position | undefined>,
  ) {}

  static async open(parts: LiveTablesParts, projection: Projection, row: PositionRow): Promise<LiveTables> {
    const ofLanes = row.lanes > 1 ? await readLanes(parts.pool, projection.name) : new Map<number, undefined>();
    return new LiveTables(parts, projection, row.lanes, row.position, ofLanes);
  }

  /** Its rows hold everything up to here. */
  get position(): Position | undefined {
    return this.at;
  }

  /** Whether a lane has gone ahead of the others: whoever wrote them broke off between two. */
  get isUneven(): boolean {
    return [...this.ofLanes.values()].some((position) => this.isPast(position, this.at));
  }

  /**
   * Writes a batch that was read after `position`, and moves there.
   * @returns false if the projection is not ours to move.
   */
  async write(events: readonly StoredEvent[], to: Position): Promise<boolean> {
    const written = this.lanes > 1 ? await this.writeLanes(events, to) : await this.writeAll(events, to);
    if (written) this.at = to;
    return written;
  }

  /** Moves past events of others. @returns false if the projection is not ours to move. */
  async moveIdle(to: Position): Promise<boolean> {
    if (!(await moveIdle(this.parts.pool, this.projection, this.at, to))) return false;
    this.at = to;
    return true;
  }

  /** Changes the number of lanes, when they are even. @returns false if the projection is not ours to move. */
  changeLanes(lanes: number): Promise<boolean> {
    return this.inTransaction(async (client) => {
      if (!this.isOurs(await lockPosition(client, this.projection))) return false;
      await setLanes(client, this.projection.name, lanes);
      return true;
    });
  }

  private writeAll(events: readonly StoredEvent[], to: Position): Promise<boolean> {
    return this.together(events, async (client, apply) => {
      if (!this.isOurs(await lockPosition(client, this.projection))) return false;
      await apply();
      await movePosition(client, this.projection.name, to);
      return true;
    });
  }

  private async writeLanes(events: readonly StoredEvent[], to: Position): Promise<boolean> {
    const due = byLane(events, this.lanes).map(({ lane, events: ofLane }) => ({
      lane,
      events: ofLane.filter(({ position }) => this.isPast(position, this.ofLanes.get(lane))),
    }));
    const wrote = await joined(due.filter((part) => part.events.length > 0).map((part) => this.writeLane(part, to)));
    if (wrote.includes(false)) return false;
    await this.parts.steps.at('lanes-joined', this.projection.name);
    return moveIdle(this.parts.pool, this.projection, this.at, to);
  }

  private async writeLane({ lane, events }: LanePart, to: Position): Promise<boolean> {
    const { name } = this.projection;
    const written = await this.together(events, async (client, apply) => {
      if (!this.isOurs(await sharePosition(client, this.projection))) return false;
      if ((await lockLane(client, name, lane)) !== (this.ofLanes.get(lane) ?? null)) return false;
      await apply();
      await moveLane(client, name, lane, to);
      return true;
    });
    if (written) this.ofLanes.set(lane, to);
    return written;
  }

  /** First all events at once; where that fails, in a new transaction one by one, so that those that cannot be taken are parked. */
  private async together(
    events: readonly StoredEvent[],
    work: (client: ClientBase, apply: () => Promise<void>) => Promise<boolean>,
  ): Promise<boolean> {
    const { applying, steps } = this.parts;
    const { name } = this.projection;
    const attempt = (apply: 'together' | 'oneByOne'): Promise<boolean> =>
      this.inTransaction(async (client) => {
        const target = { client, projection: this.projection, rebuilding: false };
        const isOurs = await work(client, async () => {
          await steps.at('locked', name);
          await applying[apply](target, events);
          await steps.at('applied', name);
        });
        await steps.at('before-commit', name);
        return isOurs;
      });
    const written = await attempt('together').catch((error: unknown) => {
      if (isTransient(error)) throw error;
      return attempt('oneByOne');
    });
    await steps.at('after-commit', name);
    return written;
  }

  private inTransaction<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    return withTransaction(this.parts.pool, work, this.parts.abandon);
  }

  private isOurs(row: PositionRow | undefined): boolean {
    return (
      row?.position === this.at &&
      row?.version === this.projection.version &&
      row.status === 'live' &&
      row.lanes === this.lanes
    );
  }

  private isPast(position: Position | undefined, than: Position | undefined): boolean {
    if (position === undefined) return false;
    return than === undefined || this.parts.store.comparePositions(position, than) > 0;
  }
}
