import type { EventStore } from '../src/store/event-store';

/** A store as a test has it, on a database of its own where the adapter can have one. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** The same database once more, as another process has it. */
  readonly other: EventStore;
  /** Where an event id can be used once. Only a database with a unique index can promise it of all streams. */
  readonly idsUniqueIn: 'store' | 'stream';
  close(): Promise<void>;
}

/** What a test can bring about from outside. A live server that it cannot stand before leaves it no way to. */
export interface Faults {
  /** Breaks all connections to the database. @returns how many there were. */
  interrupt(): Promise<number>;
  /** Makes each append commit a little late from now on, one later than the next. @returns what ends it. */
  delayCommits(): Promise<() => Promise<void>>;
}

export type StoreWithFaults = StoreUnderTest & Faults;

/** What a part of the contract is given: the store exists from the first test on. */
export type UnderTest<Store extends StoreUnderTest = StoreUnderTest> = () => Store;
