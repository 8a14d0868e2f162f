import type { EventBatch, EventStore, Position, StoredEvent, SubscribeOptions } from '../src/store/event-store';
import { event, events, moment, newStream } from './fixtures';
import { expectAllInOrder } from './racing';
import type { StoreWithFaults, UnderTest } from './store-under-test';
import { take } from './subscribing';

/** Where a subscription begins, and how it goes on after a break. */
export const resumingContract = (underTest: UnderTest): void => {
  const store = (): EventStore => underTest().store;

  it('without a position it begins with the first event of all', async () => {
    const category = newStream('beginning').replaceAll('-', '');
    const stream = newStream(category);
    await store().append(stream, events(3), 'no-stream');
    const [first] = (await store().readAll({ limit: 1 })).events;
    const [alsoFirst] = await take(store().subscribe({ batchSize: 1 }), 1);
    expect(alsoFirst).toEqual(first);
    expect(await take(store().subscribe({ streamPrefixes: [`${category}-`] }), 3)).toEqual(
      await store().readStream(stream),
    );
  });

  it('from the position of an event it begins with the one behind it, wherever that stands in its append', async () => {
    const stream = newStream('onwards');
    await store().append(stream, events(4), 'no-stream');
    for (const { position, revision } of (await store().readStream(stream)).slice(0, 3)) {
      const [next] = await take(store().subscribe({ after: position, batchSize: 2 }), 1);
      expect(next).toMatchObject({ stream, revision: revision + 1 });
    }
  });

  it('is left and taken up again at any batch without a gap or a repeat', async () => {
    const after = await store().lastPosition();
    const category = newStream('resumed').replaceAll('-', '');
    const streams = [newStream(category), newStream(category)];
    for (let round = 0; round < 6; round += 1)
      await store().append(streams[round % 2] ?? '', [event(), event({}, { type: 'contract.other' })], 'any');
    const seen: StoredEvent[] = [];
    let position = after;
    while (seen.length < 6) {
      for await (const batch of store().subscribe({
        after: position,
        batchSize: 2,
        types: ['contract.other'],
        streamPrefixes: [`${category}-`],
      })) {
        seen.push(...batch.events);
        position = batch.upTo;
        if (batch.events.length > 0) break;
      }
    }
    const written = (await Promise.all(streams.map((stream) => store().readStream(stream)))).flat();
    const wanted = written.filter(({ type }) => type === 'contract.other').map(({ id }) => id);
    expect(seen.map(({ id }) => id).sort()).toEqual(wanted.sort());
  });
};

/** Consumers that die. */
export const crashContract = (underTest: UnderTest): void => {
  const store = (): EventStore => underTest().store;

  const someEvents = async () => {
    const after = await store().lastPosition();
    const stream = newStream('crash');
    await store().append(stream, events(7), 'no-stream');
    return { after, written: await store().readStream(stream) };
  };

  /** The first batch that holds events, of a subscription that is then left. */
  const firstBatch = async (options: SubscribeOptions): Promise<EventBatch> => {
    for await (const batch of store().subscribe({ ...options, streamPrefixes: ['crash-'] })) {
      if (batch.events.length > 0) return batch;
    }
    throw new Error('The subscription ended by itself.');
  };

  it.each([1, 3])(
    'a consumer that keeps its position with its rows has each event once, however often it dies',
    async (batchSize) => {
      const { after, written } = await someEvents();
      let kept: { rows: readonly StoredEvent[]; position: Position | undefined } = { rows: [], position: after };
      for (let life = 1; kept.rows.length < written.length; life += 1) {
        const batch = await firstBatch({ after: kept.position, batchSize });
        // Every other life ends between handling and keeping: both are lost.
        if (life % 2 === 0) kept = { rows: [...kept.rows, ...batch.events], position: batch.upTo };
      }
      expectAllInOrder(kept.rows, written);
    },
  );

  it.each([1, 3])(
    'one that dies between keeping its rows and its position is given the same events again, not others',
    async (batchSize) => {
      const { after, written } = await someEvents();
      const rows = new Map<string, StoredEvent>();
      let position = after;
      for (let life = 1; rows.size < written.length; life += 1) {
        const batch = await firstBatch({ after: position, batchSize });
        for (const one of batch.events) rows.set(one.id, one);
        if (life % 2 === 0) position = batch.upTo;
      }
      expectAllInOrder([...rows.values()], written);
    },
  );
};

/** Connections that break. */
export const breaksContract = (underTest: UnderTest<StoreWithFaults>): void => {
  const store = (): EventStore => underTest().store;

  it('goes on by itself when its connection breaks, with a gap nowhere', async () => {
    const after = await store().lastPosition();
    const stream = newStream('broken');
    const caughtUp = moment();
    const options = { after, batchSize: 2, streamPrefixes: ['broken-'], onCaughtUp: caughtUp.reach };
    const taken = take(store().subscribe(options), 9);
    await caughtUp.reached;
    for (let round = 0; round < 3; round += 1) {
      await store().append(stream, events(2), 'any');
      expect(await underTest().interrupt()).toBeGreaterThan(0);
      const once = events(1);
      await writtenDespite(() => store().append(stream, once, 'any'));
    }
    expectAllInOrder(await taken, await store().readStream(stream));
  }, 30_000);
};

/** A break may cost the append its answer; it is made again with the same ids, as a caller would. */
export const writtenDespite = async (append: () => Promise<unknown>): Promise<void> => {
  for (;;) {
    try {
      await append();
      return;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'EventStoreUnavailable') throw error;
    }
  }
};
