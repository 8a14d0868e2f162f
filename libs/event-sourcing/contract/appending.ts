import { EventIdTaken, EventNotStorable, WrongExpectedRevision } from '../src/store/errors';
import type { IsoInstant } from '../src/events/iso';
import type { EventStore, EventToAppend, ExpectedRevision } from '../src/store/event-store';
import { event, events, newStream } from './fixtures';
import type { UnderTest } from './store-under-test';

type StoreOf = () => EventStore;

/** What is expected of the stream, and what is said where it is not so. */
export const expectationsContract = (store: StoreOf): void => {
  const append = (stream: string, expected: ExpectedRevision, count = 1) =>
    store().append(stream, events(count), expected);

  const refusals: readonly [ExpectedRevision, number, number | undefined][] = [
    ['no-stream', 2, 1],
    ['stream-exists', 0, undefined],
    [0, 0, undefined],
    [0, 2, 1],
    [2, 2, 1],
  ];
  it.each(refusals)(
    '%s is refused of a stream of %d events, and the refusal says revision %s',
    async (expected, length, actual) => {
      const stream = newStream();
      if (length > 0) await append(stream, 'no-stream', length);
      const refused = append(stream, expected);
      await expect(refused).rejects.toThrow(WrongExpectedRevision);
      await expect(refused).rejects.toMatchObject({ stream, expected, actual });
      expect(await store().readStream(stream)).toHaveLength(length);
    },
  );

  const holds: readonly [ExpectedRevision, number][] = [
    ['no-stream', 0],
    ['stream-exists', 1],
    ['any', 0],
    ['any', 3],
    [2, 3],
  ];
  it.each(holds)('%s holds of a stream of %d events', async (expected, length) => {
    const stream = newStream();
    if (length > 0) await append(stream, 'no-stream', length);
    expect(await append(stream, expected, 2)).toMatchObject({ revision: length + 1, alreadyWritten: false });
    expect((await store().readStream(stream)).map(({ revision }) => revision)).toEqual([...Array(length + 2).keys()]);
  });

  it('of many writers that expect the same revision, one writes', async () => {
    const stream = newStream();
    await append(stream, 'no-stream');
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => append(stream, 0)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store().readStream(stream)).toHaveLength(2);
  });

  it('writers that expect nothing are never refused', async () => {
    const stream = newStream();
    await Promise.all(Array.from({ length: 20 }, () => append(stream, 'any', 2)));
    const numbers = (await store().readStream(stream)).map(({ data }) => data.number);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index % 2));
  });

  it('the refusal of one append leaves those written beside it alone', async () => {
    const [taken, ...free] = Array.from({ length: 12 }, () => newStream());
    await append(String(taken), 'no-stream');
    const outcomes = await Promise.allSettled([String(taken), ...free].map((stream) => append(stream, 'no-stream')));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...free.map(() => 'fulfilled')]);
  });
};

/** Appends that come again. */
export const repeatsContract = (underTest: UnderTest): void => {
  const store: StoreOf = () => underTest().store;

  it('an append that comes again writes nothing and gives the first result', async () => {
    const stream = newStream();
    const written = events(3);
    const first = await store().append(stream, written, 'no-stream');
    await store().append(stream, events(1), 'any');
    const again = await store().append(stream, written, 'no-stream');
    expect(again).toEqual({ ...first, alreadyWritten: true });
    expect(await store().readStream(stream)).toHaveLength(4);
  });

  it.each(['any', 'stream-exists'] as const)(
    'also where the writer expected %s, and others have written since',
    async (expected) => {
      const stream = newStream();
      await store().append(stream, events(1), 'no-stream');
      const written = events(2);
      const first = await store().append(stream, written, expected);
      await store().append(stream, events(3), 2);
      expect(await underTest().other.append(stream, written, expected)).toEqual({ ...first, alreadyWritten: true });
      expect(await store().readStream(stream)).toHaveLength(6);
    },
  );

  it('the same append made many times at once is written once', async () => {
    const stream = newStream();
    const written = events(2);
    const results = await Promise.all(Array.from({ length: 8 }, () => store().append(stream, written, 'no-stream')));
    expect(results.filter(({ alreadyWritten }) => !alreadyWritten)).toHaveLength(1);
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    expect(await store().readStream(stream)).toHaveLength(2);
  });
};

/** Ids that come again with something else. */
export const takenIdsContract = (underTest: UnderTest): void => {
  const store: StoreOf = () => underTest().store;

  it.each([
    ['a new event follows the known one', ([a]: Written) => [a, event()]],
    ['a new event stands before the known one', ([a]: Written) => [event(), a]],
    ['the known ones come in another order', ([a, b]: Written) => [b, a]],
    ['one between them is left out', ([a, , c]: Written) => [a, c]],
  ])('ids are taken when %s', async (_, again) => {
    const stream = newStream();
    const written: Written = [event(), event(), event()];
    await store().append(stream, written, 'no-stream');
    await expect(store().append(stream, again(written), 'any')).rejects.toThrow(EventIdTaken);
    expect(await store().readStream(stream)).toHaveLength(3);
  });

  it('an id twice in one append is taken', async () => {
    const twice = event();
    await expect(store().append(newStream(), [twice, twice], 'any')).rejects.toThrow(EventIdTaken);
  });

  it('an id that stands in another stream is taken, and named, where ids are unique in the store', async () => {
    const known = event();
    await store().append(newStream(), [known], 'no-stream');
    const elsewhere = newStream();
    const again = store().append(elsewhere, [known], 'any');
    if (underTest().idsUniqueIn === 'stream') {
      expect(await again).toMatchObject({ revision: 0, alreadyWritten: false });
      return;
    }
    await expect(again).rejects.toMatchObject({ name: 'EventIdTaken', eventId: known.id });
    expect(await store().readStream(elsewhere)).toEqual([]);
  });

  it('of two streams that get the same id at once, one is refused where ids are unique in the store; all others are written', async () => {
    const known = event();
    const streams = Array.from({ length: 6 }, () => newStream());
    const appended = streams.map((stream, index) => store().append(stream, [index < 2 ? known : event()], 'no-stream'));
    const rejected = (await Promise.allSettled(appended)).filter(({ status }) => status === 'rejected');
    const refusal = { reason: { name: 'EventIdTaken' } };
    expect(rejected).toMatchObject(underTest().idsUniqueIn === 'store' ? [refusal] : []);
  });
};

type Written = readonly [ReturnType<typeof event>, ReturnType<typeof event>, ReturnType<typeof event>];

type Refusal = [what: string, stream: string, events: EventToAppend[]];

const recorded = (at: string): EventToAppend => {
  const { metadata, ...rest } = event();
  return { ...rest, metadata: { ...metadata, recordedAt: at as IsoInstant } };
};

/** What cannot be kept as it is is refused, before anything else is touched. */
export const refusalsContract = (store: StoreOf): void => {
  it.each<Refusal>([
    ['no events', newStream(), []],
    ['an id that is not a UUID', newStream(), [event({}, { id: 'one' })]],
    ['no stream name', '', [event()]],
    ['half a surrogate pair in the stream name', 'person-\ud800', [event()]],
    ['U+0000 in the stream name', 'person-\0', [event()]],
    ['an endless stream name', 'x'.repeat(300), [event()]],
    ['a number that is not finite', newStream(), [event({ nights: Number.POSITIVE_INFINITY })]],
    ['version 0', newStream(), [{ ...event(), version: 0 }]],
    ...[
      'yesterday',
      '2027-02-30T09:30:00Z',
      '2027-02-28T24:00:00Z',
      '0000-01-01T00:00:00Z',
      '2027-01-11T09:30:00+01:00',
    ].map((at): Refusal => [`recorded at ${at}`, newStream(), [recorded(at)]]),
  ])('%s', async (_, stream, written) => {
    const beside = newStream();
    const [refused, kept] = await Promise.allSettled([
      store().append(stream, written, 'any'),
      store().append(beside, [event()], 'no-stream'),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { name: EventNotStorable.name } });
    expect(kept.status).toBe('fulfilled');
  });

  it.each([-1, 1.5, Number.NaN])('revision %d cannot be expected', async (expected) => {
    await expect(store().append(newStream(), [event()], expected)).rejects.toThrow(EventNotStorable);
  });
};
