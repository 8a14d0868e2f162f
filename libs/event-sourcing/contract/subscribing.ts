import type { EventBatch, EventStore, StoredEvent } from '../src/store/event-store';
import { event, events, moment, newStream } from './fixtures';

type StoreOf = () => EventStore;

/** Takes events of a subscription until there are enough, then ends it. */
export const take = async (batches: AsyncIterable<EventBatch>, count: number): Promise<StoredEvent[]> => {
  const taken: StoredEvent[] = [];
  for await (const batch of batches) {
    taken.push(...batch.events);
    if (taken.length >= count) break;
  }
  return taken;
};

const names = (taken: readonly StoredEvent[]): readonly string[] =>
  taken.map(({ stream, revision }) => `${stream}@${revision}`);

export const subscriptionContract = (store: StoreOf): void => {
  it('gives all that was there, then what comes, each once and in order', async () => {
    const after = await store().lastPosition();
    const stream = newStream();
    await store().append(stream, events(5), 'no-stream');
    const caughtUp = moment();
    const taken = take(store().subscribe({ after, batchSize: 2, onCaughtUp: caughtUp.reach }), 9);
    await caughtUp.reached;
    await store().append(stream, events(3), 4);
    await store().append(stream, events(1), 7);
    expect(names(await taken)).toEqual(Array.from({ length: 9 }, (_, revision) => `${stream}@${revision}`));
  });

  it('tells of having caught up once, after the last of what was there was taken', async () => {
    const after = await store().lastPosition();
    const stream = newStream();
    await store().append(stream, events(4), 'no-stream');
    const takenWhenCaughtUp: number[] = [];
    let taken = 0;
    const onCaughtUp = (): void => {
      takenWhenCaughtUp.push(taken);
      void store().append(stream, events(1), 3);
    };
    for await (const batch of store().subscribe({ after, batchSize: 2, onCaughtUp })) {
      taken += batch.events.length;
      if (taken === 5) await store().append(stream, events(1), 4);
      if (taken === 6) break;
    }
    expect(takenWhenCaughtUp).toEqual([4]);
  });

  it('says how far it came where the filter left everything out', async () => {
    const after = await store().lastPosition();
    const { position } = await store().append(newStream(), events(3), 'no-stream');
    for await (const batch of store().subscribe({ after, types: ['none.of-these'] })) {
      expect(batch).toEqual({ events: [], upTo: position });
      break;
    }
  });

  it('gives only what passes the filter, live as well', async () => {
    const after = await store().lastPosition();
    const stream = newStream('wanted');
    const taken = take(store().subscribe({ after, types: ['w.two'], streamPrefixes: ['wanted-'] }), 2);
    const two = { type: 'w.two' };
    await store().append(stream, [event(), event({}, two)], 'no-stream');
    await store().append(newStream('unwanted'), [event({}, two)], 'no-stream');
    await store().append(stream, [event({}, two), event()], 1);
    expect(names(await taken)).toEqual([`${stream}@1`, `${stream}@2`]);
  });
};

export const pacingContract = (store: StoreOf): void => {
  it('waits while a batch is being worked on, and then gives what came meanwhile', async () => {
    const after = await store().lastPosition();
    const stream = newStream();
    await store().append(stream, events(2), 'no-stream');
    const taken: (readonly string[])[] = [];
    for await (const batch of store().subscribe({ after, batchSize: 10 })) {
      taken.push(names(batch.events));
      if (taken.length === 2) break;
      await store().append(stream, events(1), 1);
      await store().append(stream, events(1), 2);
    }
    expect(taken).toEqual([
      [`${stream}@0`, `${stream}@1`],
      [`${stream}@2`, `${stream}@3`],
    ]);
  });

  it('ends when it is told to, waiting or not', async () => {
    const after = await store().lastPosition();
    const stop = new AbortController();
    const caughtUp = moment();
    const ended = take(
      store().subscribe({ after, signal: stop.signal, onCaughtUp: caughtUp.reach }),
      Number.POSITIVE_INFINITY,
    );
    await caughtUp.reached;
    stop.abort();
    expect(await ended).toEqual([]);
    expect(await take(store().subscribe({ after, signal: stop.signal }), 1)).toEqual([]);
  });
};
