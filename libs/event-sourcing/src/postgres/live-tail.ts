import type { EventBatch, Position, ReadAllOptions } from '../store/event-store';
import { RecentEvents } from '../store/recent-events';
import { comparePositions } from './positions';

/** So many of the newest events are kept, so that a subscriber that was busy for a few seconds need not read them again. */
const mostKept = 2_000;
const page = 500;

/**
 * What came last, read once for all subscriptions of a process that are live. Each of a dozen projections would otherwise ask
 * the database after every append, and be told most times that nothing was for it.
 *
 * Positions become visible in their order, so what was read after a position is all there was, and can be kept.
 */
export class LiveTail {
  private readonly recent = new RecentEvents(comparePositions, mostKept);
  private reading: { readonly rings: number; readonly done: Promise<void> } | undefined;

  /**
   * @param readAll from the database.
   * @param rings how often the bell has rung by now.
   */
  constructor(
    private readonly readAll: (options: ReadAllOptions) => Promise<EventBatch>,
    private readonly rings: () => number,
  ) {}

  /**
   * What comes after a position that was the newest a moment ago.
   * @param rings how often the bell had rung when the caller began to look: what it rang for is in the answer.
   */
  async read(options: ReadAllOptions & { readonly after: Position }, rings: number): Promise<EventBatch> {
    const { after, limit, ...filter } = options;
    // Nobody was live for a while, or this one has read on by itself: begin where it stands.
    if (comparePositions(after, this.recent.upTo) > 0) this.begin(after);
    if (this.recent.reachesBackTo(after)) await this.catchUp(rings);
    const batch = this.recent.after(after, filter, limit);
    return batch === 'too-old' ? this.readAll(options) : batch;
  }

  private begin(at: Position): void {
    this.recent.beginAt(at);
    this.reading = undefined;
  }

  /** Those who come while it is read share it, if it began after what woke them. */
  private async catchUp(rings: number): Promise<void> {
    while (!this.reading || this.reading.rings < rings) {
      const before = this.reading;
      await before?.done.catch(() => undefined);
      if (this.reading === before) this.reading = { rings: this.rings(), done: this.readOn() };
    }
    const { reading } = this;
    try {
      await reading.done;
    } catch (error) {
      if (this.reading === reading) this.reading = undefined;
      throw error;
    }
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const begunAt = this.recent.upTo;
      const { events, upTo } = await this.readAll({ after: begunAt, limit: page });
      if (this.recent.upTo !== begunAt) return;
      this.recent.add(events, upTo);
      if (events.length < page) return;
    }
  }
}
