import type { EventStore } from '../src/store/event-store';

/** A store as a test has it, on a database of its own where the adapter can have one. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** The same database once more, as another process has it. */
  readonly other: EventStore;
  /** Where an event id can be used once. Only a database with a unique index can promise it of all streams. */
  readonly idsUniqueIn: 'store' | 'stream';
  /** Breaks all connections to the database. Absent where a test may not do that: a live server. */
  readonly interrupt?: () => Promise<void>;
  /** Makes each append commit a little late from now on, one later than the next. @returns what ends it. */
  readonly delayCommits?: () => Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** What a part of the contract is given: the store exists from the first test on. */
export type UnderTest = () => StoreUnderTest;
