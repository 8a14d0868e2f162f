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

  /**
   * Writers who append again as soon as they are answered, as the store does it, each to a stream of its own or two to the same.
   * @returns how many went in each call, at first before anything was measured, at the end some being done before others; and which streams were on their way in two calls at once.
   */
  const played = async (
    times: { readonly call: number; readonly makingReady: number },
    { writers = 4, streamOf = (writer: number) => writer } = {},
  ) => {
    let now = 0;
    const sizes: number[] = [];
    const onTheirWay: string[] = [];
    const twice: string[] = [];
    let mostAtOnce = 0;
    let calls = 0;
    const queue = new AppendQueue<string>(
      async (items) => {
        const streams = items.map(({ stream }) => stream);
        sizes.push(items.length);
        twice.push(...streams.filter((stream) => onTheirWay.includes(stream)));
        onTheirWay.push(...streams);
        calls += 1;
        mostAtOnce = Math.max(mostAtOnce, calls);
        await turn();
        now += times.call;
        calls -= 1;
        for (const stream of streams) onTheirWay.splice(onTheirWay.indexOf(stream), 1);
        return streams.map((stream) => ({ result: stream }));
      },
      () => now,
    );
    const append = async (writer: number) => {
      const stream = await queue.add(item(String(streamOf(writer))));
      return { stream };
    };
    const appendAgainAndAgain = async (writer: number): Promise<void> => {
      for (let round = 0; round < 20; round += 1) {
        now += times.makingReady;
        await append(writer);
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => appendAgainAndAgain(writer)));
    return { sizes, mostAtOnce, twice };
  };

  it('go together, where they are made ready in no time', async () => {
    const { sizes, mostAtOnce } = await played({ call: 10, makingReady: 0.5 });
    expect({ sizes: new Set(sizes.slice(1, -1)), mostAtOnce }).toEqual({ sizes: new Set([4]), mostAtOnce: 1 });
  });

  it('of two writers go together, not one after the other', async () => {
    const { sizes } = await played({ call: 10, makingReady: 0.5 }, { writers: 2 });
    expect(new Set(sizes.slice(1, -1))).toEqual(new Set([2]));
  });

  it('of two writers take turns, where making them ready takes long', async () => {
    const { sizes, mostAtOnce } = await played({ call: 10, makingReady: 6 }, { writers: 2 });
    expect({ sizes: new Set(sizes.slice(6, -2)), mostAtOnce }).toEqual({ sizes: new Set([1]), mostAtOnce: 2 });
  });

  it('take turns, where making them ready takes long beside a call, and the next is sent before the one ahead is answered', async () => {
    const { sizes, mostAtOnce } = await played({ call: 10, makingReady: 3 });
    expect({ sizes: new Set(sizes.slice(6, -4)), mostAtOnce }).toEqual({ sizes: new Set([2]), mostAtOnce: 2 });
  });

  it('of one stream are never on their way in two calls at once', async () => {
    const { sizes, twice } = await played({ call: 10, makingReady: 3 }, { streamOf: (writer) => writer % 3 });
    expect({ appended: sizes.reduce((sum, size) => sum + size, 0), twice }).toEqual({ appended: 80, twice: [] });
  });

  describe.each([
    ['is rejected', () => Promise.reject(new Error('away'))],
    [
      'throws at once',
      () => {
        throw new Error('away');
      },
    ],
  ])('where a call %s', (_, fail) => {
    /** @returns the queue, and how large its calls were; one of them fails. */
    const failingAt = (failing: number) => {
      const sizes: number[] = [];
      const queue = new AppendQueue<string>((items) => {
        sizes.push(items.length);
        return sizes.length === failing ? fail() : Promise.resolve(items.map(({ stream }) => ({ result: stream })));
      });
      return { queue, sizes };
    };
    const outcomes = (queue: AppendQueue<string>, ...streams: readonly string[]) =>
      Promise.allSettled(streams.map((stream) => queue.add(item(stream))));

    it('of a lone one, those who wait and those who come later are answered', async () => {
      const { queue } = failingAt(1);
      expect(await outcomes(queue, 'a', 'b', 'c')).toMatchObject([
        { reason: { message: 'away' } },
        { value: 'b' },
        { value: 'c' },
      ]);
      expect(await queue.add(item('later'))).toBe('later');
    });

    it('of several, each of them is told, and those who come later are answered', async () => {
      const { queue, sizes } = failingAt(2);
      expect(await outcomes(queue, 'a', 'b', 'c')).toMatchObject([
        { value: 'a' },
        { reason: { message: 'away' } },
        { reason: { message: 'away' } },
      ]);
      expect(await queue.add(item('later'))).toBe('later');
      expect(sizes).toEqual([1, 2, 1]);
    });
  });
});
