import { expectationsContract, refusalsContract, repeatsContract, takenIdsContract } from './appending';
import { lateCommitsContract, racingContract } from './racing';
import { allContract, edgesContract, missingContract, positionsContract, streamContract } from './reading';
import { breaksContract, crashContract, resumingContract } from './resuming';
import { sizesContract } from './sizes';
import type { StoreUnderTest, StoreWithFaults, UnderTest } from './store-under-test';
import { filterContract, pacingContract, subscriptionContract } from './subscribing';

export type { StoreUnderTest, StoreWithFaults } from './store-under-test';

/** What every adapter of the event store must do, whatever it keeps events in. */
export const eventStoreContract = (name: string, makeStore: () => Promise<StoreWithFaults>): void => {
  describe(`${name} keeps the contract of the event store`, () => {
    const underTest = madeOnce(makeStore);
    contractInQuiet(underTest);
    describe('writers that race, and commit late', () => lateCommitsContract(underTest));
    describe('a subscription, interrupted,', () => breaksContract(underTest));
  });
};

/** The same on a server where a test can neither break connections nor make commits late. Its name says what is left out. */
export const eventStoreContractInQuiet = (name: string, makeStore: () => Promise<StoreUnderTest>): void => {
  describe(`${name} keeps the contract of the event store (not tested here: late commits, connections that break)`, () =>
    contractInQuiet(madeOnce(makeStore)));
};

const madeOnce = <Store extends StoreUnderTest>(makeStore: () => Promise<Store>): UnderTest<Store> => {
  let made: Store | undefined;

  beforeAll(async () => {
    made = await makeStore();
  });

  afterAll(() => made?.close());

  return () => {
    if (!made) throw new Error('The store is made before the first test.');
    return made;
  };
};

const contractInQuiet = (underTest: UnderTest): void => {
  const store = () => underTest().store;

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
  });
};
