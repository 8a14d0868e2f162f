import { ErrorType } from '@eventstore/db-client';
import { stopperOfMany } from '../background/stopper';
import { appendItem } from '../store/append-item';
import { EventNotStorable, EventStoreUnavailable } from '../store/errors';
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
  type Whereabouts,
} from '../store/event-store';
import { refuseInvalidRead } from '../store/refuse-invalid-read';
import { Appending } from './appending';
import { persistently } from './back-off';
import { catchUp } from './catch-up';
import { Connection } from './connection';
import { StreamDeletedInStore } from './errors';
import { isOfType, readFailure } from './failures';
import { LiveFeed } from './live-feed';
import { LogEnd } from './log-end';
import { comparePlaces, laterPlace, parsePosition } from './positions';
import { storedEventOf, storedEventsFrom } from './stored-events';
import { subscription } from './subscription';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface KurrentDbOptions {
  /** `kurrentdb://user:password@host:2113?tls=true`, or `esdb://…`. */
  readonly connectionString: string;
  /** How long an answer of the server is waited for. Milliseconds; default: 5 seconds. */
  readonly deadlineMs?: number;
}

/**
 * The event store on KurrentDB or EventStoreDB (23.10 or later, which tell when a subscription has caught up), over gRPC.
 *
 * A position is a place in the log, in bytes (`positions.ts`). What the PostgreSQL adapter promises and this one does not, and what
 * KurrentDB gives instead (docs/adr/0011-kurrentdb.md):
 *
 * - An event id is used once in its stream, not in the whole store: KurrentDB has no index of ids. For the same reason
 *   `findEvent` reads the log from its beginning unless it is told the position or the stream.
 * - There is no hash chain. KurrentDB keeps a hash of each of its files, which tells of a damaged one; who may write to its disk
 *   may also change what was written.
 * - It lets its administrators delete a stream or cut off its beginning. The PostgreSQL adapter's role cannot.
 */
export class KurrentDbEventStore extends EventStore {
  readonly kind = 'KurrentDB';
  private readonly connection: Connection;
  private readonly appending: Appending;
  private readonly end: LogEnd;
  private readonly feed: LiveFeed;
  private readonly closing = stopperOfMany();

  /** Connects when it is first asked for something. @throws InvalidConnectionString */
  constructor({ connectionString, deadlineMs = 5_000 }: KurrentDbOptions) {
    super();
    this.connection = new Connection(connectionString, deadlineMs);
    this.appending = new Appending(this.connection);
    this.end = new LogEnd(this.connection);
    this.feed = new LiveFeed(this.connection, this.end);
  }

  async append(stream: string, events: readonly EventToAppend[], expected: ExpectedRevision): Promise<AppendResult> {
    const item = appendItem(stream, events, expected);
    if (stream.startsWith('$') || item.events.some(({ type }) => type.startsWith('$'))) {
      throw new EventNotStorable(stream, 'names that begin with a dollar are the own of KurrentDB.');
    }
    return this.appending.append(item);
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    refuseInvalidRead(this, options);
    const reads = await this.asked(() => this.connection.readStream(stream, options), stream);
    if (options.direction === 'backwards') return reads.map(storedEventOf);
    const events = storedEventsFrom(reads, options.from ?? 0);
    this.appending.note(stream, events);
    return events;
  }

  /** @param where without it the whole log is read. @throws InvalidRead where its position is none. */
  async findEvent(id: string, { position, stream }: Whereabouts = {}): Promise<StoredEvent | undefined> {
    if (!uuid.test(id)) return undefined;
    const wanted = id.toLowerCase();
    if (position !== undefined) return this.findAt(position, wanted);
    if (stream === undefined) return this.findInLog(wanted);
    const place = (await this.asked(() => this.appending.wholeStream(stream), stream)).placeOf(wanted);
    return place && (await this.readStream(stream, { from: place.revision, limit: 1 }))[0];
  }

  async readAll({ after, limit, ...filter }: ReadAllOptions): Promise<EventBatch> {
    refuseInvalidRead(this, { after, limit });
    if (limit === 0) return { events: [], upTo: after };
    const goal = await this.lastPosition();
    if (goal === undefined || comparePlaces(after, goal) >= 0) return { events: [], upTo: after };
    return this.asked(async () => {
      const events: StoredEvent[] = [];
      let reached = after;
      while (events.length < limit && comparePlaces(reached, goal) < 0) {
        const options = { ...filter, after: reached, goal, batchSize: limit - events.length };
        for await (const batch of catchUp(this.connection, { ...options, signal: this.closing.signal })) {
          events.push(...batch.events);
          reached = laterPlace(reached, batch.upTo);
          // What is left to read is fewer now: it begins anew for that.
          if (batch.events.length > 0) break;
        }
        if (this.closing.signal.aborted) throw new EventStoreUnavailable('no');
      }
      // The server vouches for places behind our newest event, where only its own stand; callers know none but ours.
      const last = events.at(-1)?.position;
      return { events, upTo: events.length === limit ? last : laterPlace(last, goal) };
    });
  }

  async lastPosition(): Promise<Position | undefined> {
    return this.asked(() => this.end.find());
  }

  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch> {
    refuseInvalidRead(this, options);
    const signals = options.signal ? [this.closing.signal, options.signal] : [this.closing.signal];
    return subscription(this.connection, this.feed, options, AbortSignal.any(signals));
  }

  comparePositions(a: Position, b: Position): number {
    return comparePlaces(a, b);
  }

  parsePosition(text: string): Position | undefined {
    return parsePosition(text);
  }

  /** Ends all subscriptions and calls. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.connection.close();
  }

  private async findAt(position: Position, id: string): Promise<StoredEvent | undefined> {
    refuseInvalidRead(this, { after: position });
    const read = await this.asked(() => this.connection.readAt(position));
    const found = read && storedEventOf(read);
    return found?.id === id ? found : undefined;
  }

  private async findInLog(id: string): Promise<StoredEvent | undefined> {
    const goal = await this.lastPosition();
    if (goal === undefined) return undefined;
    const options = { after: undefined, goal, batchSize: 500, signal: this.closing.signal };
    return this.asked(async () => {
      for await (const { events } of catchUp(this.connection, options)) {
        const found = events.find((event) => event.id === id);
        if (found) return found;
      }
      return undefined;
    });
  }

  private async asked<Answer>(ask: () => Promise<Answer>, stream?: string): Promise<Answer> {
    try {
      return await persistently(ask);
    } catch (error) {
      if (stream !== undefined && isOfType(error, ErrorType.STREAM_DELETED)) throw new StreamDeletedInStore(stream);
      throw readFailure(error);
    }
  }
}
