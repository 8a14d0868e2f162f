import type { EventBatch, EventFilter, Position, StoredEvent } from '@ttg/event-sourcing';
import { RecentEvents } from '@ttg/event-sourcing/store/recent-events';

/** So many of the newest are kept, for those who were busy for a moment. */
const mostKept = 500;
/** So many may wait for one that comes before them. */
const mostWaiting = 500;

/** An event, and the position of the one before it. */
export interface Link {
  readonly event: StoredEvent;
  readonly previous: Position | undefined;
}

/**
 * The newest events, put back into the order of the store: they come by twelve partitions, each in its order, and each names the
 * one before it. What is in the window is without a gap, or it is not in the window: who stands before it, or waits too long, reads
 * the store.
 */
export class LiveWindow {
  /** Nothing before the first message. */
  private recent: RecentEvents | undefined;
  /** Those whose turn has not come, by the position that they follow. */
  private readonly waiting = new Map<Position | undefined, Link>();

  constructor(private readonly compare: (a: Position, b: Position) => number) {}

  /** The last of it, or where it begins; nothing before the first message. */
  get upTo(): Position | undefined {
    return this.recent?.upTo;
  }

  /** Whether something waits for an event that has not come. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** How many events are in memory. */
  get held(): number {
    return (this.recent?.size ?? 0) + this.waiting.size;
  }

  /** Takes messages as they come. What came before, and comes again, changes nothing. @returns whether there is something new */
  take(links: readonly Link[]): boolean {
    for (const link of links) {
      this.recent ??= this.emptyBehind(link.previous);
      if (this.isPast(link.event.position, this.recent.upTo)) this.waiting.set(link.previous, link);
    }
    const isNew = this.advance();
    if (this.waiting.size <= mostWaiting) return isNew;
    this.beginAnew();
    return true;
  }

  /**
   * Gives up waiting for what did not come: the window begins anew behind the last gap, for whoever is before it reads the store
   * anyway, up to there at least, and not once for each gap. @returns whether there is something new
   */
  skip(): boolean {
    const links = [...this.waiting.values()].sort((a, b) => this.compare(a.event.position, b.event.position));
    const first = links.findLast(({ previous }, at) => at === 0 || previous !== links[at - 1]?.event.position);
    if (!first) return false;
    this.recent = this.emptyBehind(first.previous);
    return this.advance();
  }

  /** Forgets everything: what was missed is not known. */
  clear(): void {
    this.recent = undefined;
    this.waiting.clear();
  }

  /** @returns what stands behind a position, or 'too-old' where the window does not hold it. */
  read(after: Position | undefined, limit: number, filter: EventFilter): EventBatch | 'too-old' {
    return this.recent?.after(after, filter, limit) ?? 'too-old';
  }

  /** Behind all that has come: one partition is far behind the others, and whoever is before that reads the store. */
  private beginAnew(): void {
    const positions = [...this.waiting.values()].map(({ event }) => event.position);
    const newest = positions.reduce((one, other) => (this.isPast(one, other) ? one : other));
    this.clear();
    this.recent = this.emptyBehind(newest);
  }

  private emptyBehind(position: Position | undefined): RecentEvents {
    const compare = (a: Position | undefined, b: Position | undefined): number => {
      if (a === b) return 0;
      return this.isPast(a, b) ? 1 : -1;
    };
    const recent = new RecentEvents(compare, mostKept);
    recent.beginAt(position);
    return recent;
  }

  private advance(): boolean {
    const { recent } = this;
    if (!recent) return false;
    const before = recent.upTo;
    const next: StoredEvent[] = [];
    for (let link = this.waiting.get(before); link; link = this.waiting.get(link.event.position)) {
      this.waiting.delete(link.previous);
      next.push(link.event);
    }
    recent.add(next);
    for (const [previous, { event }] of this.waiting)
      if (!this.isPast(event.position, recent.upTo)) this.waiting.delete(previous);
    return recent.upTo !== before;
  }

  private isPast(position: Position | undefined, than: Position | undefined): boolean {
    if (position === undefined) return false;
    return than === undefined || this.compare(position, than) > 0;
  }
}
