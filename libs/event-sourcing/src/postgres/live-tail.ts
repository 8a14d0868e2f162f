import type { EventBatch, EventFilter, Position, ReadAllOptions, StoredEvent } from '../store/event-store';

/** The newest events are kept, so that a subscriber that was busy for a few seconds need not read them again: some 6 MB. */
const mostKept = 2_000;
const page = 500;

interface Kept {
  readonly place: bigint;
  readonly event: StoredEvent;
}

/**
 * What came last, read once for all subscriptions of a process that are live. Each of a dozen projections would otherwise ask
 * the database after every append, and be told most times that nothing was for it.
 *
 * Positions become visible in their order, so what was read after a position is all there was, and can be kept.
 */
export class LiveTail {
  private kept: readonly Kept[] = [];
  /** All events after `from`, up to `upTo`, are kept. */
  private from = 0n;
  private upTo: bigint | undefined;
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
    const after = BigInt(options.after);
    // Nobody was live for a while, or this one has read on by itself: begin where it stands.
    if (this.upTo === undefined || after > this.upTo) this.begin(after);
    if (after >= this.from) await this.catchUp(rings);
    if (after < this.from) return this.readAll(options);
    return this.select(options, after);
  }

  private begin(at: bigint): void {
    this.kept = [];
    this.from = at;
    this.upTo = at;
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
      const begunAt = this.upTo;
      const after = String(begunAt) as Position;
      const { events, upTo } = await this.readAll({ after, limit: page });
      if (this.upTo !== begunAt) return;
      this.keep(events, BigInt(upTo ?? after));
      if (events.length < page) return;
    }
  }

  private keep(events: readonly StoredEvent[], upTo: bigint): void {
    const all = [...this.kept, ...events.map((event) => ({ place: BigInt(event.position), event }))];
    const dropped = all[all.length - mostKept - 1];
    if (dropped) this.from = dropped.place;
    this.kept = dropped ? all.slice(-mostKept) : all;
    this.upTo = upTo;
  }

  private select({ limit, ...filter }: ReadAllOptions, after: bigint): EventBatch {
    const first = this.kept.findLastIndex(({ place }) => place <= after) + 1;
    const passed = this.kept.slice(first).flatMap(({ event }) => (passes(event, filter) ? [event] : []));
    const events = passed.slice(0, limit);
    return { events, upTo: passed.length > limit ? events.at(-1)?.position : (String(this.upTo) as Position) };
  }
}

const passes = ({ type, stream }: StoredEvent, { types, streamPrefixes }: EventFilter): boolean =>
  (!types || types.includes(type)) && (!streamPrefixes || streamPrefixes.some((prefix) => stream.startsWith(prefix)));
