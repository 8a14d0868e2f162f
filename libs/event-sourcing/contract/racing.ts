import type { EventStore, StoredEvent } from '../src/store/event-store';
import { event, events, newStream } from './fixtures';
import type { StoreWithFaults, UnderTest } from './store-under-test';
import { take } from './subscribing';

/** More writers than one, in this process and in another. */
export const racingContract = (underTest: UnderTest): void => {
  const both = (): readonly [EventStore, EventStore] => [underTest().store, underTest().other];

  it('of many that would create a stream, exactly one does, and the others are told what is there', async () => {
    const stream = newStream();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => both()[n % 2 ? 1 : 0].append(stream, events(2), 'no-stream')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    for (const refusal of refusals) expect(refusal).toMatchObject({ name: 'WrongExpectedRevision', actual: 1 });
    expect(await underTest().store.readStream(stream)).toHaveLength(2);
  });

  it('each of many that read, decide and append again until it holds writes once: no update is lost', async () => {
    const stream = newStream();
    await underTest().store.append(stream, [event({ sum: 0 })], 'no-stream');
    const addOne = async (store: EventStore): Promise<void> => {
      for (;;) {
        const [last] = await store.readStream(stream, { direction: 'backwards', limit: 1 });
        const next = event({ sum: Number(last?.data.sum) + 1 });
        const outcome = await store.append(stream, [next], last?.revision ?? 'no-stream').catch(onlyConflicts);
        if (outcome) return;
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, n) => addOne(both()[n % 2 ? 1 : 0])));
    const sums = (await underTest().store.readStream(stream)).map(({ data }) => data.sum);
    expect(sums).toEqual([...Array(11).keys()]);
  });

  it('the same append from two processes at once is written once, and both are told where', async () => {
    const stream = newStream();
    const written = events(3);
    const results = await Promise.all(both().map((store) => store.append(stream, written, 'no-stream')));
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    expect(results.map(({ revision }) => revision)).toEqual([2, 2]);
    expect(results.filter(({ alreadyWritten }) => alreadyWritten)).toHaveLength(1);
    expect(await underTest().store.readStream(stream)).toHaveLength(3);
  });

  it('a subscriber to what many write at once skips nothing, sees nothing twice and each stream in order', async () => {
    await raceBeforeSubscribers(both());
  }, 60_000);
};

/** Commits that are late, one later than the next. */
export const lateCommitsContract = (underTest: UnderTest<StoreWithFaults>): void => {
  it('whatever commits first, a subscriber skips nothing, sees nothing twice and each stream in order', async () => {
    const { store, other } = underTest();
    const endDelay = await underTest().delayCommits();
    try {
      await raceBeforeSubscribers([store, other]);
    } finally {
      await endDelay();
    }
  }, 60_000);
};

/** Many write to a few streams in two processes, before the eyes of subscribers that take few at a time, or many. */
const raceBeforeSubscribers = async (both: readonly [EventStore, EventStore]): Promise<void> => {
  const category = newStream('race');
  const streams = Array.from({ length: 4 }, () => newStream(category));
  const after = await both[0].lastPosition();
  const [writers, rounds] = [8, 12];
  const wanted = { after, streamPrefixes: [`${category}-`] };
  const subscribers = both.flatMap((store) =>
    [1, 7, 500].map((batchSize) => take(store.subscribe({ ...wanted, batchSize }), writers * rounds)),
  );
  const write = async (store: EventStore, writer: number): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      await store.append(streams[(round + writer) % streams.length] ?? '', events(1), 'any');
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(both[writer % 2 ? 1 : 0], writer)));
  const written = (await Promise.all(streams.map((stream) => both[0].readStream(stream)))).flat();
  for (const taken of await Promise.all(subscribers)) expectAllInOrder(taken, written);
};

const onlyConflicts = (error: unknown): undefined => {
  if (!(error instanceof Error) || error.name !== 'WrongExpectedRevision') throw error;
};

/** Every event once, and the revisions of each stream dense and rising. */
export const expectAllInOrder = (taken: readonly StoredEvent[], written: readonly StoredEvent[]): void => {
  const ids = (all: readonly StoredEvent[]) => all.map(({ id }) => id).sort();
  expect(ids(taken)).toEqual(ids(written));
  const last = new Map<string, number>();
  for (const { stream, revision } of taken) {
    expect(revision).toBe((last.get(stream) ?? -1) + 1);
    last.set(stream, revision);
  }
};
