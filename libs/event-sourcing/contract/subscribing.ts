import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { EventBatch, EventStore, Position, StoredEvent } from '../src/store/event-store';
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

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes, after everything that nobody holds was thrown away. */
export const memoryInUse = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
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
};

export const filterContract = (store: StoreOf): void => {
  it('says how far it came where the filter left everything out', async () => {
    const after = await store().lastPosition();
    const { position } = await store().append(newStream(), events(3), 'no-stream');
    for await (const { events: given, upTo } of store().subscribe({ after, types: ['none.of-these'] })) {
      expect(given).toEqual([]);
      if (upTo !== undefined && store().comparePositions(upTo, position) >= 0) break;
    }
  });

  it('goes on saying so while it is live: a reader that waits for its own write is not kept waiting', async () => {
    const [caughtUp, stop] = [moment(), new AbortController()];
    const after = await store().lastPosition();
    const options = { after, types: ['none.of-these'], onCaughtUp: caughtUp.reach, signal: stop.signal };
    let [wanted, read]: (Position | undefined)[] = [];
    const stopWhenRead = (): void => {
      if (wanted && read && store().comparePositions(read, wanted) >= 0) stop.abort();
    };
    const reading = (async () => {
      for await (const { upTo } of store().subscribe(options)) {
        read = upTo;
        stopWhenRead();
      }
    })();
    await caughtUp.reached;
    wanted = (await store().append(newStream(), events(2), 'no-stream')).position;
    stopWhenRead();
    await reading;
    expect(stop.signal.aborted).toBe(true);
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
    const taken: StoredEvent[] = [];
    for await (const { events: given } of store().subscribe({ after, batchSize: 10 })) {
      taken.push(...given);
      if (taken.length === 2) await store().append(stream, events(1), 1);
      if (taken.length === 2) await store().append(stream, events(1), 2);
      if (taken.length === 4) break;
    }
    expect(names(taken)).toEqual([0, 1, 2, 3].map((revision) => `${stream}@${revision}`));
  });

  it('a consumer that takes its time keeps little in memory, whatever waits for it', async () => {
    const after = await store().lastPosition();
    const stream = newStream('heavy');
    const [appends, each, size] = [80, 10, 60_000];
    for (let round = 0; round < appends; round += 1) {
      const some = Array.from({ length: each }, () => event({ notes: String(round % 10).repeat(size) }));
      await store().append(stream, some, 'any');
    }
    const before = memoryInUse();
    let [taken, most, inUse] = [0, 0, 0];
    for await (const batch of store().subscribe({ after, batchSize: 5, streamPrefixes: ['heavy-'] })) {
      most = Math.max(most, batch.events.length);
      taken += batch.events.length;
      // While it works on this batch the store has the time of many round trips to send it all the others.
      if (inUse === 0) {
        for (let trip = 0; trip < 400; trip += 1) await store().readStream('nobody-1');
        inUse = memoryInUse();
      }
      if (taken >= 50) break;
    }
    expect(most).toBeLessThanOrEqual(5);
    expect(inUse - before).toBeLessThan((appends * each * size) / 2);
  }, 30_000);

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
