import type { EventStore } from '../src/store/event-store';
import { event, events, newStream } from './fixtures';
import { take } from './subscribing';

const megabyte = 1_000_000;

/** Large events and many: written whole, read whole. */
export const sizesContract = (store: () => EventStore): void => {
  it('an event of a megabyte comes back to the character, read and subscribed to', async () => {
    const after = await store().lastPosition();
    const [stream, said] = [newStream('large'), 'Ünïcode 👩🏽‍🦱 '.repeat(megabyte / 24)];
    await store().append(stream, [event({ said }), event({ said: said.slice(1) })], 'no-stream');
    const read = await store().readStream(stream);
    const subscribed = await take(store().subscribe({ after, streamPrefixes: ['large-'] }), 2);
    for (const stored of [read, subscribed]) {
      expect(stored.map(({ data }) => data.said === said || data.said === said.slice(1))).toEqual([true, true]);
    }
  });

  it('a thousand events in one append stand in their order, all or none', async () => {
    const after = await store().lastPosition();
    const stream = newStream();
    const thousand = events(1_000);
    expect(await store().append(stream, thousand, 'no-stream')).toMatchObject({ revision: 999, alreadyWritten: false });
    expect((await store().readStream(stream)).map(({ id }) => id)).toEqual(thousand.map(({ id }) => id));
    const { events: all, upTo } = await store().readAll({ after, limit: 1_000 });
    expect(all.map(({ revision }) => revision)).toEqual([...Array(1_000).keys()]);
    expect(all.at(-1)?.position).toBe(upTo);
    await expect(store().append(stream, events(1_000), 'no-stream')).rejects.toMatchObject({ actual: 999 });
    expect(await store().append(stream, thousand, 'no-stream')).toMatchObject({ revision: 999, alreadyWritten: true });
    expect(await store().readStream(stream, { from: 998 })).toHaveLength(2);
  });
};
