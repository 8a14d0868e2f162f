import { expectationsContract, refusalsContract, repeatsContract, takenIdsContract } from './appending';
import { racingContract } from './racing';
import { allContract, edgesContract, missingContract, positionsContract, streamContract } from './reading';
import { breaksContract, crashContract, resumingContract } from './resuming';
import { sizesContract } from './sizes';
import type { StoreUnderTest } from './store-under-test';
import { filterContract, pacingContract, subscriptionContract } from './subscribing';

export type { StoreUnderTest } from './store-under-test';

/** What every adapter of the event store must do, whatever it keeps events in. */
export const eventStoreContract = (name: string, makeStore: () => Promise<StoreUnderTest>): void => {
  describe(`${name} keeps the contract of the event store`, () => {
    let current: StoreUnderTest | undefined;
    const underTest = (): StoreUnderTest => {
      if (!current) throw new Error('The store is made before the first test.');
      return current;
    };
    const store = () => underTest().store;

    beforeAll(async () => {
      current = await makeStore();
    });

    afterAll(() => current?.close());

    describe('an append', () => expectationsContract(store));
    describe('writers that race', () => racingContract(underTest));
    describe('an append that comes again', () => repeatsContract(underTest));
    describe('an event id', () => takenIdsContract(underTest));
    describe('an append is refused for', () => refusalsContract(store));
    describe('a stream', () => {
      streamContract(store);
      edgesContract(store);
    });
    describe('what is not there', () => missingContract(store));
    describe('much at once', () => sizesContract(store));
    describe('the global order', () => {
      allContract(store);
      positionsContract(store);
    });
    describe('a subscription', () => {
      subscriptionContract(store);
      pacingContract(store);
      filterContract(store);
      resumingContract(underTest);
      crashContract(underTest);
      breaksContract(underTest);
    });
  });
};
