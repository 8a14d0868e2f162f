import type { AppendItem } from '../store/append-item';
import { AppendQueue, type Settled } from './append-queue';

describe('appends that are gathered', () => {
  const item = (stream: string, size = 10): AppendItem => ({ stream, expected: 'any', events: [], size });

  /** A database that answers a call when it is told to. */
  const slowDatabase = () => {
    const calls: { streams: string[]; answer: (settled?: readonly Settled<string>[]) => void }[] = [];
    const queue = new AppendQueue<string>(
      (items) =>
        new Promise((resolve) => {
          const streams = items.map(({ stream }) => stream);
          calls.push({
            streams,
            answer: (settled = streams.map((stream) => ({ result: `${stream} done` }))) => resolve(settled),
          });
        }),
    );
    return { queue, calls };
  };

  const turn = () => new Promise(setImmediate);

  it('a lone one goes at once', () => {
    const { queue, calls } = slowDatabase();
    void queue.add(item('a'));
    expect(calls.map(({ streams }) => streams)).toEqual([['a']]);
  });

  it('those that come while one is under way go together in the next call, each with its own answer', async () => {
    const { queue, calls } = slowDatabase();
    const results = ['a', 'b', 'c'].map((stream) => queue.add(item(stream)));
    calls[0]?.answer();
    await turn();
    await turn();
    calls[1]?.answer([{ error: new Error('refused') }, { result: 'c done' }]);
    expect(calls.map(({ streams }) => streams)).toEqual([['a'], ['b', 'c']]);
    expect(await Promise.allSettled(results)).toMatchObject([
      { value: 'a done' },
      { reason: { message: 'refused' } },
      { value: 'c done' },
    ]);
  });

  const secondCall = async (items: readonly AppendItem[]) => {
    const { queue, calls } = slowDatabase();
    void queue.add(item('first'));
    for (const each of items) void queue.add(each);
    calls[0]?.answer();
    await turn();
    await turn();
    return calls[1]?.streams;
  };

  it('one stream comes at most once in a call, and its appends keep their order', async () => {
    expect(await secondCall([item('a'), item('a'), item('b'), item('a')])).toEqual(['a', 'b']);
  });

  it('a small append does not overtake a large one of its stream that did not fit', async () => {
    expect(await secondCall([item('a', 199_990), item('b', 100), item('b', 1), item('c', 1)])).toEqual(['a', 'c']);
  });

  it('a call takes 256 appends at most', async () => {
    expect(await secondCall(Array.from({ length: 300 }, (_, index) => item(`s${index}`)))).toHaveLength(256);
  });

  it('one that is larger than a call should be goes alone', async () => {
    expect(await secondCall([item('a', 9_000_000), item('b')])).toEqual(['a']);
  });

  it('where calls are large, those that were made ready meanwhile go at once', async () => {
    const { queue, calls } = slowDatabase();
    const [first] = ['first', 'second', 'third'].map((stream) => queue.add(item(stream, 90_000)));
    calls[0]?.answer();
    await first;
    await turn();
    void queue.add(item('fourth', 90_000));
    calls[1]?.answer();
    // Those that are answered now come too late for the third call.
    for (const stream of ['second', 'third']) void first?.then(() => queue.add(item(`${stream} again`, 90_000)));
    await turn();
    expect(calls[2]?.streams[0]).toBe('fourth');
  });

  it('goes on after a call that failed as a whole', async () => {
    let calls = 0;
    const queue = new AppendQueue<string>(async ([only]) => {
      calls += 1;
      if (calls === 1) throw new Error('away');
      return [{ result: only?.stream ?? '' }];
    });
    await expect(queue.add(item('a'))).rejects.toThrow('away');
    await expect(queue.add(item('b'))).resolves.toBe('b');
  });
});
