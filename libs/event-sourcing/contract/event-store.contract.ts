import type { EventStore } from '../src/store/event-store';
import { expectationsContract, idsContract, refusalsContract } from './appending';
import { allContract, streamContract } from './reading';
import { pacingContract, subscriptionContract } from './subscribing';

export interface StoreUnderTest {
  readonly store: EventStore;
  close(): Promise<void>;
}

/** What every adapter of the event store must do, whatever it keeps events in. */
export const eventStoreContract = (name: string, makeStore: () => Promise<StoreUnderTest>): void => {
  describe(`${name} keeps the contract of the event store`, () => {
    let current: StoreUnderTest | undefined;
    const store = (): EventStore => {
      if (!current) throw new Error('The store is made before the first test.');
      return current.store;
    };

    beforeAll(async () => {
      current = await makeStore();
    });

    afterAll(() => current?.close());

    describe('an append', () => expectationsContract(store));
    describe('an append that comes again', () => idsContract(store));
    describe('an append is refused for', () => refusalsContract(store));
    describe('a stream', () => streamContract(store));
    describe('the global order', () => allContract(store));
    describe('a subscription', () => {
      subscriptionContract(store);
      pacingContract(store);
    });
  });
};
