import { passes } from './event-filter';
import type { EventBatch, EventFilter, Position, StoredEvent } from './event-store';

/** Of the data of all that is kept; about 20 MB of memory where most of it is not ASCII. */
const mostCharacters = 8_000_000;

interface Kept {
  readonly event: StoredEvent;
  readonly characters: number;
}

/** @returns as `EventStore.comparePositions`; nothing, the place before the first event, comes before every position. */
type Compare = (a: Position | undefined, b: Position | undefined) => number;

/**
 * The newest events, kept for subscribers that were busy for a moment: so many, and so much of them, that memory stays small
 * also where they are large.
 */
export class RecentEvents {
  private kept: Kept[] = [];
  private characters = 0;
  /** All that stands behind it, and not behind `upTo`, is kept. */
  private from: Position | undefined;
  private reached: Position | undefined;

  constructor(
    private readonly compare: Compare,
    private readonly mostEvents: number,
  ) {}

  /** How far it goes. */
  get upTo(): Position | undefined {
    return this.reached;
  }

  /** How many are kept. */
  get size(): number {
    return this.kept.length;
  }

  /** Forgets what is kept, and goes on behind a position. */
  beginAt(position: Position | undefined): void {
    this.kept = [];
    this.characters = 0;
    this.from = position;
    this.reached = position;
  }

  /** @param events the next, in their order. @param upTo how far they go, with what was left out behind them. */
  add(events: readonly StoredEvent[], upTo = events.at(-1)?.position): void {
    for (const event of events) {
      // An event that is not as events are written may have no data at all.
      const characters = JSON.stringify(event.data ?? null).length;
      this.kept.push({ event, characters });
      this.characters += characters;
    }
    this.reached = upTo ?? this.reached;
    this.dropOldest();
  }

  /** @returns whether all that stands behind a position, as far as it goes, is kept. */
  reachesBackTo(position: Position | undefined): boolean {
    return this.compare(position, this.from) >= 0;
  }

  /** @returns what stands behind a position, or 'too-old' where that is not kept any more. */
  after(position: Position | undefined, filter: EventFilter, limit: number): EventBatch | 'too-old' {
    if (!this.reachesBackTo(position)) return 'too-old';
    const first = this.kept.findLastIndex(({ event }) => this.compare(event.position, position) <= 0) + 1;
    const passed = this.kept.slice(first).flatMap(({ event }) => (passes(event, filter) ? [event] : []));
    const events = passed.slice(0, limit);
    if (passed.length > limit) return { events, upTo: events.at(-1)?.position };
    return { events, upTo: this.compare(this.reached, position) >= 0 ? this.reached : position };
  }

  private dropOldest(): void {
    let dropped = 0;
    for (const { event, characters } of this.kept) {
      if (this.kept.length - dropped <= this.mostEvents && this.characters <= mostCharacters) break;
      dropped += 1;
      this.characters -= characters;
      this.from = event.position;
    }
    this.kept.splice(0, dropped);
  }
}
