import type { Pool } from 'pg';
import type { EventStore, Position, StoredEvent } from '../store/event-store';
import type { Applying } from './applying';
import { liveSchema } from './catalogue';
import { byLane, joined, type LanePart, moveLane, readLanes, setLanes } from './lanes';
import { askForHeldCases, heldIn } from './parking';
import { moveIdle, movePosition, type PositionRow, setSearchPath, type Standing } from './positions';
import type { Projection } from './projection';
import type { Prepared } from './sent-together';
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
    const written =
      this.lanes > 1
        ? await this.writeLanes(events, to)
        : await this.together(events, movePosition(this.projection, this.standing, to));
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
    const { pool, abandon } = this.parts;
    // It stays where it is, under its lock.
    const opening = [movePosition(this.projection, this.standing, this.at)];
    return withTransaction(
      pool,
      async (client, [moved]) => {
        if (moved?.rowCount !== 1) return false;
        await setLanes(client, this.projection.name, lanes);
        return true;
      },
      { opening, abandon },
    );
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
    const move = { lane, from: this.ofLanes.get(lane), to };
    const written = await this.together(events, moveLane(this.projection, this.standing, move));
    if (written) this.ofLanes.set(lane, to);
    return written;
  }

  /**
   * First all events at once; where that fails, in a new transaction one by one, so that those that cannot be taken are parked.
   * @param move moves what the events are of, if it is ours to move.
   */
  private async together(events: readonly StoredEvent[], move: Prepared): Promise<boolean> {
    const { pool, applying, steps, abandon } = this.parts;
    const { name } = this.projection;
    const held = askForHeldCases({ name, rebuilding: false });
    // The search path comes last: under another than before, a statement would be planned anew.
    const opening = [move, held, setSearchPath(liveSchema(this.projection))];
    const attempt = (apply: 'together' | 'oneByOne'): Promise<boolean> =>
      withTransaction(
        pool,
        async (client, [moved, ofHeld]) => {
          const isOurs = moved?.rowCount === 1;
          if (isOurs) {
            await steps.at('locked', name);
            const target = { client, projection: this.projection, rebuilding: false };
            await applying[apply](target, events, heldIn(ofHeld));
            await steps.at('applied', name);
          }
          await steps.at('before-commit', name);
          return isOurs;
        },
        { opening, abandon },
      );
    const written = await attempt('together').catch((error: unknown) => {
      if (isTransient(error)) throw error;
      return attempt('oneByOne');
    });
    await steps.at('after-commit', name);
    return written;
  }

  private get standing(): Standing {
    return { position: this.at, lanes: this.lanes };
  }

  private isPast(position: Position | undefined, than: Position | undefined): boolean {
    if (position === undefined) return false;
    return than === undefined || this.parts.store.comparePositions(position, than) > 0;
  }
}
