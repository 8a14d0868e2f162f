import {
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  type EventData,
  EventStoreDBClient,
  eventTypeFilter,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { KurrentDbDouble } from './kurrentdb-double';

/**
 * What the double does, seen through the client alone. Each rule stands so in KurrentDB's documentation or source, which the
 * double's files name; none is taken from our adapter.
 */
describe('the double of KurrentDB', () => {
  let double: KurrentDbDouble;
  let client: EventStoreDBClient;
  // The client then appends by Append, which is what the double has, and not by BatchAppend.
  const credentials = { username: 'nobody', password: 'none' };

  beforeEach(async () => {
    double = await KurrentDbDouble.start();
    client = EventStoreDBClient.connectionString(double.connectionString);
  });

  afterEach(async () => {
    await client.dispose();
    await double.stop();
  });

  const proposed = (count = 1) =>
    Array.from({ length: count }, (_, number) => jsonEvent({ type: 'thing-happened', data: { number } }));
  const append = (stream: string, events: EventData[] = proposed(), expectedRevision?: AppendExpectedRevision) =>
    client.appendToStream(stream, events, { credentials, expectedRevision });
  const read = async (stream: string, options = {}): Promise<number[]> => {
    const revisions: number[] = [];
    for await (const { event } of client.readStream(stream, options)) revisions.push(Number(event?.revision));
    return revisions;
  };

  it('appends, and answers with the revision and place of the last event', async () => {
    const { nextExpectedRevision, position } = await append('a-1', proposed(3), NO_STREAM);
    expect(nextExpectedRevision).toBe(2n);
    const places: unknown[] = [];
    for await (const { event } of client.readStream('a-1')) places.push(event && 'position' in event && event.position);
    expect(places.at(-1)).toEqual(position);
    expect(await read('a-1', { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([2, 1]);
    expect(await read('a-1', { direction: FORWARDS, fromRevision: 1n })).toEqual([1, 2]);
  });

  it.each([
    [NO_STREAM, 'no_stream', 1n],
    [5n, 5n, 1n],
  ] as const)('refuses %s of a stream of two events, and says what it is', async (expected, told, actual) => {
    await append('b-1', proposed(2));
    await expect(append('b-1', proposed(), expected)).rejects.toMatchObject({
      type: 'wrong-expected-version',
      streamName: 'b-1',
      expectedVersion: told,
      actualVersion: actual,
    });
    await expect(append('none-1', proposed(), STREAM_EXISTS)).rejects.toMatchObject({ actualVersion: 'no_stream' });
  });

  it('knows a repeat at an exact revision for ever, and without one as long as it remembers', async () => {
    const once = proposed(2);
    const first = await append('c-1', once, NO_STREAM);
    await append('c-1', proposed());
    expect(await append('c-1', once, NO_STREAM)).toEqual(first);
    expect(await append('c-1', once)).toEqual(first);
    double.log.forgetRecent();
    expect(await append('c-1', once, NO_STREAM)).toEqual(first);
    expect((await append('c-1', once)).nextExpectedRevision).toBe(4n);
    await expect(append('c-1', [...once.slice(0, 1), ...proposed()], NO_STREAM)).rejects.toMatchObject({
      type: 'wrong-expected-version',
    });
  });

  it('lets an id be used in two streams', async () => {
    const event = jsonEvent({ id: randomUUID(), type: 'x', data: {} });
    await append('d-1', [event]);
    await expect(append('d-2', [event])).resolves.toMatchObject({ success: true });
  });

  it('tells of missing and of deleted streams', async () => {
    await expect(read('missing-1')).rejects.toMatchObject({ type: 'stream-not-found' });
    await append('e-1');
    double.log.tombstone('e-1');
    await expect(read('e-1')).rejects.toMatchObject({ type: 'stream-deleted' });
    await expect(append('e-1')).rejects.toMatchObject({ type: 'stream-deleted' });
  });

  it('takes appends up to its limit', async () => {
    const large = jsonEvent({ type: 'x', data: { said: 'x'.repeat(1_048_576) } });
    await expect(append('f-1', [large])).rejects.toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 1_048_576,
    });
  });

  it('names the leader where it is none, and the client goes there', async () => {
    const leader = await KurrentDbDouble.start({ log: double.log });
    double.faults.next('append', { kind: 'not-leader', host: '127.0.0.1', port: leader.gate.port });
    const leaderIs = { address: '127.0.0.1', port: leader.gate.port };
    const appendThere = () => client.appendToStream('g-1', proposed(), { credentials, requiresLeader: true });
    await expect(appendThere()).rejects.toMatchObject({ type: 'not-leader', leader: leaderIs });
    await appendThere();
    expect(leader.faults.calls.append).toBe(1);
    await leader.stop();
  });

  it('takes what is asked of a follower where it is not to be asked of the leader', async () => {
    for (const method of ['append', 'read'] as const)
      double.faults.next(method, { kind: 'not-leader', host: '127.0.0.1', port: 1 });
    await append('g-2');
    expect(await read('g-2')).toEqual([0]);
  });

  it('takes events up to its limit for one, where it has such a limit', async () => {
    const limited = await KurrentDbDouble.start({ maxAppendEventSize: 1_000 });
    const there = EventStoreDBClient.connectionString(limited.connectionString);
    const sized = (count: number) => jsonEvent({ type: 'x', data: { said: 'x'.repeat(count) } });
    await there.appendToStream('f-2', [sized(900), sized(900)], { credentials });
    await expect(there.appendToStream('f-2', [sized(900), sized(1_000)], { credentials })).rejects.toMatchObject({
      code: 3,
      message: expect.stringMatching(/exceeds Maximum Append Event Size of 1000\.$/) as string,
    });
    expect(limited.log.stream('f-2')).toHaveLength(2);
    await there.dispose();
    await limited.stop();
  });

  it('refuses to read from a place that is none', async () => {
    await append('h-1');
    const source = client.subscribeToAll({ fromPosition: { commit: 1n, prepare: 1n } });
    const failed = new Promise((resolve) => void source.on('error', resolve));
    expect(await failed).toMatchObject({ code: 3 });
  });

  describe('a subscription to $all', () => {
    interface Told {
      readonly events: AllStreamResolvedEvent[];
      readonly checkpoints: bigint[];
    }
    type Filter = (options: { checkpointInterval: number; checkpointReached: Reached }) => object;
    type Reached = (subscription: unknown, position: { commit: bigint }) => void;

    /** What is told until it has caught up, and what came then. */
    const untilCaughtUp = async (filter?: Filter, fromPosition: unknown = START): Promise<Told> => {
      const told: Told = { events: [], checkpoints: [] };
      const checkpointReached: Reached = (_, { commit }) => void told.checkpoints.push(commit);
      const chosen = filter && { filter: filter({ checkpointInterval: 1, checkpointReached }) };
      const source = client.subscribeToAll({ fromPosition, ...chosen } as Parameters<typeof client.subscribeToAll>[0]);
      source.on('data', (event: AllStreamResolvedEvent) => told.events.push(event));
      await new Promise<void>((resolve, reject) => {
        source.on('caughtUp', resolve);
        source.on('error', reject);
      });
      await source.unsubscribe();
      return told;
    };

    const types = ({ events }: Told) => events.map(({ event }) => event?.type);

    it('gives everything, the node’s own among it, and no checkpoints, without a filter', async () => {
      await append('i-1', proposed(2));
      const told = await untilCaughtUp();
      expect(types(told)).toEqual(['$metadata', 'thing-happened', 'thing-happened']);
      expect(told.checkpoints).toEqual([]);
    });

    it.each([
      ['prefixes of streams', (rest: object) => streamNameFilter({ ...rest, prefixes: ['j-'] }), 2],
      ['an expression of streams', (rest: object) => streamNameFilter({ ...rest, regex: '^k' }), 1],
      ['prefixes of types', (rest: object) => eventTypeFilter({ ...rest, prefixes: ['thing'] }), 3],
      ['an expression of types', (rest: object) => eventTypeFilter({ ...rest, regex: '^[^$]' }), 3],
    ])('gives what passes %s', async (_, filter, count) => {
      await append('j-1', proposed(2));
      await append('k-1');
      expect((await untilCaughtUp(filter)).events).toHaveLength(count);
    });

    it('vouches at its end only for the beginning of the page it read last', async () => {
      await append('l-1', proposed(100));
      const { checkpoints } = await untilCaughtUp((rest) => streamNameFilter({ ...rest, prefixes: ['none-'] }));
      const last = checkpoints.at(-1) ?? 0n;
      const behind = double.log.records.filter(({ position }) => position > last);
      expect(checkpoints.length).toBeGreaterThan(2);
      expect(behind.length).toBeGreaterThan(0);
      expect(behind.length).toBeLessThan(32);
    });

    it('has caught up at once where the client has it all', async () => {
      await append('m-1');
      const newest = double.log.records.at(-1)?.position ?? 0n;
      const told = await untilCaughtUp(undefined, { commit: newest, prepare: newest });
      expect(told.events).toEqual([]);
    });
  });
});
