import type { EventMetadata } from '../events/metadata';

/** A place in the global order. Opaque: only the store that gave it out can compare two of them. */
export type Position = string & { readonly __brand: 'Position' };

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** What the writer believes about the stream. Every one of the four is enforced. */
export type ExpectedRevision = number | 'no-stream' | 'stream-exists' | 'any';

/** An event ready to be written: personal data sealed, id given by the caller. */
export interface EventToAppend {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/** An event as it stands in the store, in the version it was written in. */
export interface StoredEvent extends EventToAppend {
  readonly stream: string;
  /** Dense, from 0, within the stream. */
  readonly revision: number;
  readonly position: Position;
}

export interface AppendResult {
  /** The revision of the last event of this append. */
  readonly revision: number;
  readonly position: Position;
  /**
   * True when the same event ids stood in the stream already: the result is that of the first time. Nothing where it is
   * certain that it is written, and not by which append, for the store could not be asked any more (KurrentDB).
   */
  readonly alreadyWritten: boolean | undefined;
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to read, inclusive. Default: the first (forwards) or the last (backwards). */
  readonly from?: number;
  readonly limit?: number;
}

/** What a caller knows of where an event stands, beside its id. */
export interface Whereabouts {
  /** The stream it can stand in. */
  readonly stream?: string;
  /** The position it was given out with. */
  readonly position?: Position;
}

/** Which events of the global order are wanted: an event passes if it has one of the types and one of the prefixes. */
export interface EventFilter {
  readonly types?: readonly string[];
  readonly streamPrefixes?: readonly string[];
}

export interface ReadAllOptions extends EventFilter {
  /** Read what comes after this position; from the beginning without it. */
  readonly after?: Position;
  readonly limit: number;
}

export interface EventBatch {
  readonly events: readonly StoredEvent[];
  /** The position read up to, also past events the filter left out; absent in an empty store. */
  readonly upTo?: Position;
}

export interface SubscribeOptions extends EventFilter {
  readonly after?: Position;
  readonly batchSize?: number;
  /** Called once, when the subscriber has first reached the end of what was there. */
  readonly onCaughtUp?: () => void;
  readonly signal?: AbortSignal;
}

/**
 * The event store: the one record of what happened. Two adapters hold one contract (PostgreSQL, KurrentDB).
 *
 * No subscriber ever skips an event, and the events of a stream always arrive in the order of their revisions.
 */
export abstract class EventStore {
  /** Where the events are, as a person calls it. */
  abstract readonly kind: 'PostgreSQL' | 'KurrentDB';

  /** What does not work as it should, in a sentence that anybody may read, while all of the contract holds; nothing else. */
  get fault(): string | undefined {
    return undefined;
  }

  /**
   * Appends events to one stream, all or none.
   * @throws WrongExpectedRevision with the actual revision.
   * @throws EventIdTaken when an id stands elsewhere, or beside other events than those of this append.
   * @throws EventNotStorable when it could not be kept faithfully, whatever stands in the store.
   * @throws EventStoreUnavailable
   */
  abstract append(stream: string, events: readonly EventToAppend[], expected: ExpectedRevision): Promise<AppendResult>;

  /**
   * Reads a stream; nothing comes of a stream that does not exist.
   * @throws InvalidRead, EventStoreUnavailable
   */
  abstract readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]>;

  /**
   * @param where what the caller knows of its place: a store without an index of ids looks there, and else through all it has.
   * @returns the event with this id, if it was ever written.
   */
  abstract findEvent(id: string, where?: Whereabouts): Promise<StoredEvent | undefined>;

  /** @throws InvalidRead, EventStoreUnavailable */
  abstract readAll(options: ReadAllOptions): Promise<EventBatch>;

  /** @returns the position of the newest event, or nothing in an empty store. */
  abstract lastPosition(): Promise<Position | undefined>;

  /**
   * Batches as they come: first all that is there, then live. Each is given when the one before has been taken. A batch
   * without events says that all up to `upTo` was left out by the filter. An outage is waited out; what the store refuses
   * for good ends it with that error; ends with `signal`.
   * @throws InvalidRead at once.
   */
  abstract subscribe(options: SubscribeOptions): AsyncIterable<EventBatch>;

  /** @returns a negative number if `a` comes before `b`, 0 if they are the same place, else a positive one. */
  abstract comparePositions(a: Position, b: Position): number;

  /** @returns the position that a caller outside named (a header, a checkpoint), or nothing if this store never gives out such a one. */
  abstract parsePosition(text: string): Position | undefined;

  /** Ends subscriptions and what is its own; not what it was given. */
  abstract close(): Promise<void> | void;
}
