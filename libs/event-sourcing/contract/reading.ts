import { randomUUID } from 'node:crypto';
import type { EventStore, JsonObject, Position, ReadStreamOptions } from '../src/store/event-store';
import { event, events, newStream } from './fixtures';

type StoreOf = () => EventStore;

export const streamContract = (store: StoreOf): void => {
  it('gives back what was written, with its place', async () => {
    const stream = newStream();
    const written = event({ beds: 3, safe: null, notes: ['a', { b: false }], cost: 1e21, part: 0.1 });
    const { position } = await store().append(stream, [written], 'no-stream');
    expect(await store().readStream(stream)).toEqual([{ ...written, stream, revision: 0, position }]);
    for (const where of [undefined, { stream }, { position }])
      expect(await store().findEvent(written.id, where)).toEqual({ ...written, stream, revision: 0, position });
  });

  const faithful: readonly [string, JsonObject][] = [
    ['emoji and right-to-left text', { said: '👩🏽‍🦱 שלום مرحبا' }],
    ['composed and decomposed letters apart', { composed: 'é', decomposed: 'e\u0301' }],
    ['U+0000 and other control characters', { said: 'a\0b\u0001\u001f\u007f\u2028', 'key\0': 1 }],
    ['half a surrogate pair', { said: 'a\ud83d', 'key\udc00': '\udc00b' }],
    ['what looks like SQL or a template', { said: `'); drop table events; -- {{ 7 * 7 }} \${x} \\x00 {"a"}` }],
    ['two megabytes of notes', { said: 'Notes. '.repeat(300_000) }],
    [
      'keys that JavaScript treats in its own way',
      JSON.parse('{"__proto__":{"a":1},"2":2,"10":10,"":0}') as JsonObject,
    ],
  ];
  it.each(faithful)('keeps %s', async (_, data) => {
    const stream = newStream();
    await store().append(stream, [event(data)], 'no-stream');
    const [stored] = await store().readStream(stream);
    expect(JSON.stringify(stored?.data)).toBe(JSON.stringify(inKeyOrder(data)));
  });

  it('reads forwards, backwards, from a revision and no more than asked for', async () => {
    const stream = newStream();
    await store().append(stream, events(5), 'no-stream');
    const revisions = async (options?: Parameters<EventStore['readStream']>[1]) =>
      (await store().readStream(stream, options)).map(({ revision }) => revision);
    expect(await revisions()).toEqual([0, 1, 2, 3, 4]);
    expect(await revisions({ from: 2, limit: 2 })).toEqual([2, 3]);
    expect(await revisions({ from: 5 })).toEqual([]);
    expect(await revisions({ direction: 'backwards' })).toEqual([4, 3, 2, 1, 0]);
    expect(await revisions({ direction: 'backwards', from: 2, limit: 2 })).toEqual([2, 1]);
  });
};

export const edgesContract = (store: StoreOf): void => {
  it('takes limits and revisions that reach past either end', async () => {
    const stream = newStream();
    await store().append(stream, events(3), 'no-stream');
    const revisions = async (options?: ReadStreamOptions) =>
      (await store().readStream(stream, options)).map(({ revision }) => revision);
    expect(await revisions({ limit: 100 })).toEqual([0, 1, 2]);
    expect(await revisions({ from: 1_000_000 })).toEqual([]);
    expect(await revisions({ direction: 'backwards', from: 1_000_000, limit: 2 })).toEqual([2, 1]);
    expect(await revisions({ direction: 'backwards', from: 0 })).toEqual([0]);
    expect(await revisions({ limit: 0 })).toEqual([]);
    expect(await revisions({ direction: 'backwards', limit: 0 })).toEqual([]);
  });

  it.each([{ limit: -1 }, { limit: 1.5 }, { limit: Number.NaN }, { from: -1 }, { from: 0.5 }, { from: Infinity }])(
    'is not read with bounds that make no sense, and it is said why: %p',
    async (bounds) => {
      const invalid = { name: 'InvalidRead', message: expect.stringMatching(/whole number/) as string };
      for (const direction of ['forwards', 'backwards'] as const)
        await expect(store().readStream(newStream(), { ...bounds, direction })).rejects.toMatchObject(invalid);
    },
  );

  it('keeps metadata to the character, with and without what is optional', async () => {
    const stream = newStream();
    const plain = event();
    const metadata = {
      ...plain.metadata,
      caseId: 'case-é-\u0301',
      causationId: '👩🏽‍🦱\0\u2028"\\',
      actor: { id: 'شخص', role: 'tester', organisation: "O'Synthetic & Söhne" },
    };
    await store().append(stream, [plain, { ...plain, id: randomUUID(), version: 7, metadata }], 'no-stream');
    const stored = await store().readStream(stream);
    expect(stored.map((one) => one.metadata)).toEqual([plain.metadata, metadata]);
    expect(stored.map(({ version }) => version)).toEqual([1, 7]);
  });

  it.each(['person-Ünï-👩🏽‍🦱', 'a', `long-${'x'.repeat(240)}`, `quote'"; -- -${'é'.repeat(3)}`])(
    'may be named %s',
    async (name) => {
      const stream = `${name}${randomUUID().slice(0, 8)}`;
      const { position } = await store().append(stream, [event()], 'no-stream');
      expect(await store().readStream(stream)).toMatchObject([{ stream, revision: 0, position }]);
    },
  );
};

export const missingContract = (store: StoreOf): void => {
  it('a stream reads as empty, in either direction and from anywhere', async () => {
    for (const options of [undefined, { direction: 'backwards' }, { from: 7 }, { limit: 1 }] as const) {
      expect(await store().readStream(newStream(), options)).toEqual([]);
    }
  });

  it('an event is not found', async () => {
    expect(await store().findEvent(randomUUID())).toBeUndefined();
    expect(await store().findEvent('not an id')).toBeUndefined();
    const { position } = await store().append(newStream(), events(2), 'no-stream');
    expect(await store().findEvent(randomUUID(), { position })).toBeUndefined();
  });

  it('a stream whose name another begins with is another', async () => {
    const stream = newStream();
    await store().append(`${stream}-more`, events(1), 'no-stream');
    expect(await store().readStream(stream)).toEqual([]);
  });
};

/** The store keeps canonical JSON, whose keys are sorted. */
const inKeyOrder = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));

export const allContract = (store: StoreOf): void => {
  it('pages through everything in order, each event once', async () => {
    const start = await store().lastPosition();
    const [a, b] = [newStream(), newStream()];
    await store().append(a, events(3), 'no-stream');
    await store().append(b, events(2), 'no-stream');
    await store().append(a, events(1), 2);
    const seen: string[] = [];
    let after = start;
    for (;;) {
      const batch = await store().readAll({ after, limit: 2 });
      seen.push(...batch.events.map(({ stream, revision }) => `${stream === a ? 'a' : 'b'}${revision}`));
      after = batch.upTo;
      if (batch.events.length === 0) break;
    }
    expect(seen).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'a3']);
    expect(after).toBe(await store().lastPosition());
  });

  it('gives nothing where nothing is asked for, and stays where it was', async () => {
    const { position: after } = await store().append(newStream(), events(1), 'no-stream');
    await store().append(newStream(), events(1), 'no-stream');
    expect(await store().readAll({ after, limit: 0 })).toEqual({ events: [], upTo: after });
    expect(await store().readAll({ after, limit: 0, types: ['none'] })).toEqual({ events: [], upTo: after });
  });

  it.each([-1, 1.5, Number.NaN, Infinity])('is not read up to %p events, nor subscribed to so', async (limit) => {
    const invalid = { name: 'InvalidRead', message: expect.stringMatching(/whole number/) as string };
    await expect(store().readAll({ limit })).rejects.toMatchObject(invalid);
    expect(() => store().subscribe({ batchSize: limit })).toThrow(expect.objectContaining(invalid) as Error);
    expect(() => store().subscribe({ batchSize: 0 })).toThrow(expect.objectContaining(invalid) as Error);
  });

  it('is not read after what is no position', async () => {
    const after = 'yesterday' as Position;
    const invalid = {
      name: 'InvalidRead',
      message: expect.stringMatching(/"yesterday", which is no position/) as string,
    };
    await expect(store().readAll({ after, limit: 1 })).rejects.toMatchObject(invalid);
    expect(() => store().subscribe({ after })).toThrow(expect.objectContaining(invalid) as Error);
  });

  it('filters by type and by prefix, and says how far it read', async () => {
    const start = await store().lastPosition();
    const [person, custody] = [newStream('person'), newStream('custody')];
    const typed = (type: string) => event({}, { type });
    await store().append(person, [typed('p.one'), typed('p.two'), typed('p.one')], 'no-stream');
    const { position: end } = await store().append(custody, [typed('c.one'), typed('p.one')], 'no-stream');
    const read = (options: object, limit = 100) => store().readAll({ after: start, limit, ...options });
    const places = ({ events: found }: Awaited<ReturnType<EventStore['readAll']>>) =>
      found.map(({ stream, revision }) => `${stream === person ? 'person' : 'custody'} ${revision}`);

    expect(places(await read({ types: ['p.one'] }))).toEqual(['person 0', 'person 2', 'custody 1']);
    expect(places(await read({ streamPrefixes: ['custody-'] }))).toEqual(['custody 0', 'custody 1']);
    expect(places(await read({ types: ['p.one', 'c.one'], streamPrefixes: ['custody-', 'none-'] }))).toEqual([
      'custody 0',
      'custody 1',
    ]);
    expect(await read({ types: ['nothing.like-it'] })).toEqual({ events: [], upTo: end });
    expect(await read({ types: [] })).toEqual({ events: [], upTo: end });
    const [first] = await store().readStream(person);
    expect((await read({ types: ['p.one'] }, 1)).upTo).toBe(first?.position);
  });
};

export const positionsContract = (store: StoreOf): void => {
  it('rises from event to event, within an append and from one to the next', async () => {
    const after = await store().lastPosition();
    for (let round = 0; round < 3; round += 1) await store().append(newStream(), events(3), 'no-stream');
    const positions = (await store().readAll({ after, limit: 100 })).events.map(({ position }) => position);
    expect(positions).toHaveLength(9);
    for (const [index, position] of positions.entries()) {
      const before = index === 0 ? after : positions[index - 1];
      if (before !== undefined) expect(store().comparePositions(before, position)).toBeLessThan(0);
    }
  });

  it('is at its end after the last position', async () => {
    const { position } = await store().append(newStream(), events(1), 'no-stream');
    expect(await store().readAll({ after: position, limit: 10 })).toEqual({ events: [], upTo: position });
    expect(await store().readAll({ after: position, limit: 10, types: ['none'] })).toEqual({
      events: [],
      upTo: position,
    });
  });

  it('compares and parses positions', async () => {
    const { position: earlier } = await store().append(newStream(), events(1), 'no-stream');
    const { position: later } = await store().append(newStream(), events(1), 'no-stream');
    expect(store().comparePositions(earlier, later)).toBeLessThan(0);
    expect(store().comparePositions(later, earlier)).toBeGreaterThan(0);
    expect(store().comparePositions(later, later)).toBe(0);
    expect(store().parsePosition(later)).toBe<Position>(later);
    for (const wrong of ['', 'x', '-1', '1.5', '9'.repeat(40)]) expect(store().parsePosition(wrong)).toBeUndefined();
  });
};
