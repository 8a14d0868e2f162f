import type { EventFilter, Position, StoredEvent } from '@ttg/event-sourcing';
import { passes } from '@ttg/event-sourcing/store/event-filter';

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
  private kept: StoredEvent[] = [];
  /** All after `from` up to `upTo` is kept; before the first message, nothing. */
  private span: { from: Position | undefined; upTo: Position | undefined } | undefined;
  /** Those whose turn has not come, by the position that they follow. */
  private readonly waiting = new Map<Position | undefined, Link>();

  constructor(private readonly compare: (a: Position, b: Position) => number) {}

  /** Whether somebody who stands there can go on from here. */
  holds(position: Position | undefined): boolean {
    return this.span !== undefined && !this.isPast(this.span.from, position);
  }

  /** The last of it, or where it begins; nothing before the first message. */
  get upTo(): Position | undefined {
    return this.span?.upTo;
  }

  /** Whether something waits for an event that has not come. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** How many events are in memory. */
  get held(): number {
    return this.kept.length + this.waiting.size;
  }

  /** Takes messages as they come. What came before, and comes again, changes nothing. @returns whether there is something new */
  take(links: readonly Link[]): boolean {
    for (const link of links) {
      this.span ??= { from: link.previous, upTo: link.previous };
      if (this.isPast(link.event.position, this.span.upTo)) this.waiting.set(link.previous, link);
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
    this.kept = [];
    this.span = { from: first.previous, upTo: first.previous };
    return this.advance();
  }

  /** Forgets everything: what was missed is not known. */
  clear(): void {
    this.kept = [];
    this.span = undefined;
    this.waiting.clear();
  }

  /** @returns at most `limit` that pass and come after a position that the window holds, and how far that is. */
  read(after: Position | undefined, limit: number, filter: EventFilter) {
    const first = this.kept.findLastIndex(({ position }) => !this.isPast(position, after)) + 1;
    const passed = this.kept.slice(first).filter((event) => passes(event, filter));
    const events = passed.slice(0, limit);
    if (passed.length > limit) return { events, upTo: events.at(-1)?.position };
    return { events, upTo: this.isPast(this.span?.upTo, after) ? this.span?.upTo : after };
  }

  /** Behind all that has come: one partition is far behind the others, and whoever is before that reads the store. */
  private beginAnew(): void {
    const positions = [...this.waiting.values()].map(({ event }) => event.position);
    const newest = positions.reduce((one, other) => (this.isPast(one, other) ? one : other));
    this.clear();
    this.span = { from: newest, upTo: newest };
  }

  private advance(): boolean {
    const { span } = this;
    if (!span) return false;
    const before = span.upTo;
    for (let next = this.waiting.get(span.upTo); next; next = this.waiting.get(span.upTo)) {
      this.waiting.delete(span.upTo);
      this.kept.push(next.event);
      span.upTo = next.event.position;
    }
    for (const [previous, { event }] of this.waiting)
      if (!this.isPast(event.position, span.upTo)) this.waiting.delete(previous);
    this.drop(span);
    return span.upTo !== before;
  }

  private drop(span: { from: Position | undefined }): void {
    const dropped = this.kept.splice(0, Math.max(0, this.kept.length - mostKept));
    span.from = dropped.at(-1)?.position ?? span.from;
  }

  private isPast(position: Position | undefined, than: Position | undefined): boolean {
    if (position === undefined) return false;
    return than === undefined || this.compare(position, than) > 0;
  }
}
