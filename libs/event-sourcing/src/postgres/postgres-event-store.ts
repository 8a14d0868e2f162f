import type { Pool } from 'pg';
import {
  type AppendResult,
  type EventBatch,
  EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
} from '../store/event-store';
import { writeItems } from './append-call';
import { AppendConnection } from './append-connection';
import { appendItem } from '../store/append-item';
import { refuseInvalidRead } from '../store/refuse-invalid-read';
import { AppendQueue } from './append-queue';
import { CommitBell } from './commit-bell';
import { asUnavailable } from './database-errors';
import { type EventRow, storedEvent } from './event-row';
import { Flushed } from './flushed';
import { LiveTail } from './live-tail';
import { comparePositions, laterPosition, parsePosition } from './positions';
import { type Statement, statements } from './statements';
import { subscription } from './subscription';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface PostgresEventStoreOptions {
  /** How long an event can go unnoticed where a notification was lost. Default: a second. */
  readonly pollEveryMs?: number;
}

/**
 * The event store on PostgreSQL, as the application's role: it may read events and execute one append function.
 *
 * A position is the decimal text of a bigint. It is given out under a lock that every append holds until its end, so events
 * become visible in the order of their positions (docs/adr/0003-order-of-events-one-lock-per-append.md). An event is given out
 * when a crash of the server can no longer take it back (docs/adr/0014-gathered-appends-commit-before-they-are-flushed.md).
 */
export class PostgresEventStore extends EventStore {
  readonly kind = 'PostgreSQL';
  private readonly queue: AppendQueue<AppendResult>;
  private readonly bell: CommitBell;
  private readonly tail: LiveTail;
  private readonly flushed: Flushed;
  private readonly closing = new AbortController();

  /** @param pool given back as it is: whoever made it ends it, after `close`. */
  constructor(
    private readonly pool: Pool,
    { pollEveryMs = 1_000 }: PostgresEventStoreOptions = {},
  ) {
    super();
    const connection = new AppendConnection(pool);
    this.queue = new AppendQueue((items) => writeItems(connection, items));
    const flushed = new Flushed(async () => void (await this.rows(statements.flush, [])));
    this.flushed = flushed;
    this.bell = new CommitBell(pool, pollEveryMs, (position) => flushed.told(position));
    this.tail = new LiveTail(
      (options) => this.readAll(options),
      () => this.bell.rings,
    );
  }

  async append(stream: string, events: readonly EventToAppend[], expected: ExpectedRevision): Promise<AppendResult> {
    const written = await this.queue.add(appendItem(stream, events, expected));
    const position = BigInt(written.position);
    // A repeat may find what was written a moment ago and is not safe yet.
    if (written.alreadyWritten) await this.flushed.upTo(position);
    this.bell.tell(position);
    return written;
  }

  async readStream(
    stream: string,
    { direction = 'forwards', from, limit }: ReadStreamOptions = {},
  ): Promise<readonly StoredEvent[]> {
    refuseInvalidRead(this, { from, limit });
    const isForwards = direction === 'forwards';
    const statement = isForwards ? statements.readStreamForwards : statements.readStreamBackwards;
    const first = from ?? (isForwards ? 0 : Number.MAX_SAFE_INTEGER);
    const events = (await this.rows<EventRow>(statement, [stream, first, limit])).map(storedEvent);
    await this.untilSafe(events.at(isForwards ? -1 : 0)?.position);
    return events;
  }

  async findEvent(id: string): Promise<StoredEvent | undefined> {
    if (!uuid.test(id)) return undefined;
    const event = (await this.rows<EventRow>(statements.findEvent, [id])).map(storedEvent)[0];
    await this.untilSafe(event?.position);
    return event;
  }

  async readAll({ after, limit, types, streamPrefixes }: ReadAllOptions): Promise<EventBatch> {
    refuseInvalidRead(this, { after, limit });
    if (!types && !streamPrefixes) {
      const events = (await this.rows<EventRow>(statements.readAll, [after ?? -1, limit])).map(storedEvent);
      await this.untilSafe(events.at(-1)?.position);
      return { events, upTo: events.at(-1)?.position ?? after };
    }
    const rows = await this.rows<FilteredRow>(statements.readAllFiltered, [after ?? -1, limit, types, streamPrefixes]);
    const events = rows.filter(isEvent).map(storedEvent);
    // A full page was read up to its last event only; one that is not full, to the end of the store.
    const reached = events.length === limit ? events.at(-1)?.position : newestOf(rows[0]);
    await this.untilSafe(reached);
    return { events, upTo: laterPosition(after, reached) };
  }

  async lastPosition(): Promise<Position | undefined> {
    const position = (await this.rows<[Position]>(statements.lastPosition, []))[0]?.[0];
    await this.untilSafe(position);
    return position;
  }

  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch> {
    refuseInvalidRead(this, options);
    const signals = options.signal ? [this.closing.signal, options.signal] : [this.closing.signal];
    const { bell, tail } = this;
    return subscription({ readAll: (read) => this.readAll(read), tail, bell }, options, AbortSignal.any(signals));
  }

  comparePositions(a: Position, b: Position): number {
    return comparePositions(a, b);
  }

  parsePosition(text: string): Position | undefined {
    return parsePosition(text);
  }

  /** Ends all subscriptions. Appends under way are finished; the pool stays open. */
  close(): void {
    this.closing.abort();
  }

  /** Nothing that a crash could still take back is given out. */
  private untilSafe(position: Position | undefined): Promise<void> | undefined {
    return position === undefined ? undefined : this.flushed.upTo(BigInt(position));
  }

  private async rows<Row extends readonly unknown[]>(statement: Statement, values: unknown[]): Promise<Row[]> {
    try {
      return (await this.pool.query<Row & unknown[]>({ ...statement, values, rowMode: 'array' })).rows;
    } catch (error) {
      throw asUnavailable(error);
    }
  }
}

/** An event, or where none passed the filter nothing; and the newest position of the store. */
type FilteredRow = readonly [...EventRow, newest: Position] | readonly [...null[], newest: Position];

const isEvent = (row: FilteredRow): row is readonly [...EventRow, newest: Position] => row[0] !== null;
const newestOf = (row: FilteredRow | undefined): Position | undefined => row?.at(-1) as Position | undefined;
