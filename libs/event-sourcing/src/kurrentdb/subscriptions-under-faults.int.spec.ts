import type { Fault } from '../../../../test/doubles/kurrentdb/faults';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { event, events, moment, newStream } from '../../contract/fixtures';
import { expectAllInOrder } from '../../contract/racing';
import { writtenDespite } from '../../contract/resuming';
import { take } from '../../contract/subscribing';
import { refuseUnreadable } from '../events/readable';
import type { EventBatch, Position, StoredEvent } from '../store/event-store';
import { KurrentDbEventStore } from './kurrentdb-event-store';

describe('reading from KurrentDB', () => {
  let double: KurrentDbDouble;
  let writer: KurrentDbEventStore;
  let store: KurrentDbEventStore;

  const open = (deadlineMs?: number) =>
    new KurrentDbEventStore({ connectionString: double.connectionString, deadlineMs });

  beforeEach(async () => {
    double = await KurrentDbDouble.start();
    [writer, store] = [open(), open(400)];
  });

  afterEach(async () => {
    await Promise.all([writer.close(), store.close()]);
    await double.stop();
  });

  const breaks: readonly [string, Fault][] = [
    ['the connection breaks', { kind: 'dropped-after', messages: 20 }],
    ['the node ends what it streams', { kind: 'shut-down-after', messages: 20 }],
    ['the node says nothing at all', { kind: 'silent', written: false }],
    ['the node is not ready', { kind: 'not-ready' }],
  ];

  it.each(breaks)(
    'a subscription goes on where it was when %s, again and again',
    async (_, fault) => {
      const [stream, other] = [newStream('wanted'), newStream('other')];
      for (let round = 0; round < 8; round += 1) {
        await writer.append(stream, events(10), 'any');
        await writer.append(other, events(10), 'any');
      }
      double.faults.next('subscribe', ...Array.from({ length: 5 }, () => fault));
      const taken = take(store.subscribe({ streamPrefixes: ['wanted-'], batchSize: 7 }), 83);
      for (let round = 0; round < 3; round += 1) {
        const once = events(1);
        await writtenDespite(() => writer.append(stream, once, 'any'));
      }
      expectAllInOrder(await taken, await writer.readStream(stream));
    },
    20_000,
  );

  it('a live subscription outlives its node, and hears the next one on the same address', async () => {
    const caughtUp = moment();
    const stream = newStream();
    const taken = take(store.subscribe({ onCaughtUp: caughtUp.reach }), 3);
    await caughtUp.reached;
    await writer.append(stream, events(1), 'no-stream');
    await double.gate.shut();
    await double.gate.reopen();
    const once = events(2);
    await writer.append(stream, once, 0).catch(() => writer.append(stream, once, 0));
    expectAllInOrder(await taken, await writer.readStream(stream));
  });

  it('a live subscription misses nothing where the node drops what it was too slow for', async () => {
    const caughtUp = moment();
    const stream = newStream();
    const taken = take(store.subscribe({ onCaughtUp: caughtUp.reach }), 600);
    await caughtUp.reached;
    // The node keeps 32 live events for a subscriber: the others are dropped, and it falls behind.
    for (let round = 0; round < 3; round += 1) await writer.append(stream, events(200), 'any');
    expectAllInOrder(await taken, await writer.readStream(stream));
  });

  it('a subscriber too busy for what is kept of the live events reads them again', async () => {
    const stream = newStream();
    const taken: StoredEvent[] = [];
    const onCaughtUp = () => void writer.append(stream, events(1), 'no-stream');
    for await (const { events: given } of store.subscribe({ batchSize: 100, onCaughtUp })) {
      if (taken.length === 0) await writer.append(stream, events(900), 0);
      taken.push(...given);
      if (taken.length === 901) break;
    }
    expectAllInOrder(taken, await writer.readStream(stream));
  }, 20_000);

  it('the node is asked to filter: events of other streams or types are not sent', async () => {
    const [wanted, other] = [newStream('wanted'), newStream('other')];
    await writer.append(other, events(300), 'no-stream');
    await writer.append(wanted, events(3), 'no-stream');
    await writer.append(other, events(300), 299);
    const before = double.eventsSent;
    await store.readAll({ limit: 100, streamPrefixes: ['wanted-'] });
    // Beside those three, the end of the log is looked for, and the last page is read without a filter; what is on its way when
    // the client has enough is sent for nothing. A node that did not filter would send 603.
    expect(double.eventsSent - before).toBeLessThan(300);
  });

  it('what a node says it has told, and has not, is read all the same', async () => {
    const [wanted, other] = [newStream('wanted'), newStream('other')];
    for (let round = 0; round < 3; round += 1) {
      await writer.append(wanted, events(10), 'any');
      await writer.append(other, events(40), 'any');
    }
    double.faults.next('subscribe', { kind: 'caught-up-early' });
    const { events: read, upTo } = await store.readAll({ limit: 100, streamPrefixes: ['wanted-'] });
    expectAllInOrder(read, await writer.readStream(wanted));
    expect(upTo).toBe(await writer.lastPosition());
  });

  it('a long way past the events of others is told of on the way, so that it need not be gone again', async () => {
    for (let round = 0; round < 5; round += 1) await writer.append(newStream('other'), events(1_000), 'no-stream');
    const goal = await writer.lastPosition();
    const batches: EventBatch[] = [];
    for await (const batch of store.subscribe({ streamPrefixes: ['wanted-'] })) {
      batches.push(batch);
      if (batch.upTo === goal) break;
    }
    expect(batches.length).toBeGreaterThan(3);
    const places = batches.map(({ upTo }) => BigInt(upTo ?? -1));
    expect(places).toEqual([...places].sort((a, b) => Number(a - b)));
    expect(batches.flatMap((batch) => batch.events)).toEqual([]);
  }, 20_000);

  /** Until the node has sent no event for as long as many round trips take. */
  const untilNothingMoves = async (): Promise<void> => {
    for (let still = 0, sent = -1; still < 50; still += 1) {
      if (double.eventsSent !== sent) still = 0;
      sent = double.eventsSent;
      await writer.readStream('nobody-1');
    }
  };

  it('a consumer that does not go on is not sent everything: the node waits', async () => {
    const said = 'x'.repeat(10_000);
    for (let round = 0; round < 20; round += 1) {
      await writer.append(
        newStream('heavy'),
        Array.from({ length: 50 }, () => event({ said })),
        'no-stream',
      );
    }
    const before = double.eventsSent;
    for await (const { events: given } of store.subscribe({ batchSize: 5, streamPrefixes: ['heavy-'] })) {
      expect(given).toHaveLength(5);
      await untilNothingMoves();
      expect(double.eventsSent - before).toBeLessThan(300);
      break;
    }
  });

  it('the events of the node itself are never given, and stand in nobody’s way', async () => {
    const stream = newStream();
    for (let round = 0; round < 100; round += 1) double.log.writeOwn();
    expect(await store.lastPosition()).toBeUndefined();
    const { position } = await writer.append(stream, events(1), 'no-stream');
    for (let round = 0; round < 100; round += 1) double.log.writeOwn();
    expect(await store.lastPosition()).toBe(position);
    expect(await store.readAll({ limit: 10 })).toMatchObject({ events: [{ stream }], upTo: position });
    expect(await take(store.subscribe({}), 1)).toMatchObject([{ stream }]);
  });

  it.each([
    ['says nothing', { kind: 'silent', written: false }],
    ['breaks the connection', { kind: 'dropped-after', messages: 0 }],
    ['breaks it on the way', { kind: 'dropped-after', messages: 2 }],
    ['is too busy', { kind: 'too-busy' }],
  ] as const)('reads fail as an outage, and end nothing else, where the node %s', async (_, fault) => {
    const stream = newStream();
    await writer.append(stream, events(5), 'no-stream');
    const unavailable = { name: 'EventStoreUnavailable', written: 'no' };
    double.faults.always('read', fault);
    await expect(store.readStream(stream)).rejects.toMatchObject(unavailable);
    await expect(store.lastPosition()).rejects.toMatchObject(unavailable);
    double.faults.clear();
    expect(await store.readStream(stream)).toHaveLength(5);
  });

  it('an answer that comes late is waited for, within the deadline', async () => {
    const stream = newStream();
    await writer.append(stream, events(1), 'no-stream');
    double.faults.next('read', { kind: 'late', ms: 100 });
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  const actor = { id: 'a', role: 'r', organisation: 'o' };
  const written = { personId: 'p', actor, occurredAt: 'o', recordedAt: 'r', correlationId: 'c' };
  const ours = JSON.stringify({ version: 1, append: 'a', metadata: written });
  const unlike: readonly [string, string, string, boolean, 'data' | 'metadata'][] = [
    ['data that do not parse', '{"cut":', ours, true, 'data'],
    ['no data', '', ours, true, 'data'],
    ['bytes for data', '{}', ours, false, 'data'],
    ['a list for data', '[{}]', ours, true, 'data'],
    ['the metadata of another program', '{}', '{"$correlationId":"7"}', true, 'metadata'],
    ['metadata that do not parse', '{}', '{"version":1,', true, 'metadata'],
    ['no metadata', '{}', '', true, 'metadata'],
    ['metadata whose own are none', '{}', '{"version":1,"append":"a","metadata":"none"}', true, 'metadata'],
  ];

  describe.each(unlike)('an event with %s', (_, data, metadata, isJson, what) => {
    const write = (id = crypto.randomUUID()): void => {
      double.log.append(
        'theirs-1',
        [{ id, type: 'a.b', isJson, data: Buffer.from(data), metadata: Buffer.from(metadata) }],
        'any',
      );
    };
    const refused = { name: 'UnreadableEvent', message: expect.stringMatching(`^The ${what} of event `) as string };
    const refusal = (event: StoredEvent | undefined): unknown => {
      try {
        if (event) refuseUnreadable(event);
      } catch (error) {
        return error;
      }
      return undefined;
    };

    it('is given out, for the codec to refuse, wherever it is read', async () => {
      const id = crypto.randomUUID();
      write(id);
      const [read] = await store.readStream('theirs-1');
      expect(read).toMatchObject({ id, type: 'a.b', stream: 'theirs-1', revision: 0 });
      expect(refusal(read)).toMatchObject(refused);
      expect(await store.readStream('theirs-1', { direction: 'backwards' })).toEqual([read]);
      expect((await store.readAll({ limit: 9 })).events).toEqual([read]);
      expect(await store.findEvent(id, { position: read?.position })).toEqual(read);
    });

    it('stands in the way of no other, live or not', async () => {
      const [before, after] = [newStream(), newStream()];
      await writer.append(before, events(1), 'no-stream');
      write();
      const caughtUp = moment();
      const taken = take(store.subscribe({ onCaughtUp: caughtUp.reach }), 4);
      await caughtUp.reached;
      write();
      await writer.append(after, events(1), 'no-stream');
      const given = await taken;
      expect(given.map(({ stream }) => stream)).toEqual([before, 'theirs-1', 'theirs-1', after]);
      expect(given.slice(1, 3).map(refusal)).toMatchObject([refused, refused]);
    });
  });

  describe('a subscription that the node refuses', () => {
    const refused = { name: 'RefusedByStore' };

    it('ends with what it says, and the next is heard again when it may', async () => {
      const stream = newStream();
      await writer.append(stream, events(1), 'no-stream');
      double.faults.always('subscribe', { kind: 'denied' });
      await expect(take(store.subscribe({}), 1)).rejects.toMatchObject(refused);
      double.faults.clear();
      expect(await take(store.subscribe({}), 1)).toMatchObject([{ stream }]);
    });

    it('so ends also where it was live, and its connection broke', async () => {
      const [one, other] = [moment(), moment()];
      const taken = [one, other].map(({ reach }) => take(store.subscribe({ onCaughtUp: reach }), 1));
      await Promise.all([one.reached, other.reached]);
      double.faults.always('subscribe', { kind: 'denied' });
      double.breakConnections();
      for (const each of taken) await expect(each).rejects.toMatchObject(refused);
    });

    it('ends with that where it was catching up', async () => {
      await writer.append(newStream(), events(3), 'no-stream');
      // The first is that of the feed.
      double.faults.next('subscribe', { kind: 'late', ms: 0 }, { kind: 'denied' });
      await expect(take(store.subscribe({}), 3)).rejects.toMatchObject(refused);
    });
  });

  it('an event is not looked for at what is no position', async () => {
    const nowhere = store.findEvent(crypto.randomUUID(), { position: 'yesterday' as Position });
    await expect(nowhere).rejects.toMatchObject({ name: 'InvalidRead' });
  });

  it('a closed store ends its subscriptions', async () => {
    const caughtUp = moment();
    const taken = take(store.subscribe({ onCaughtUp: caughtUp.reach }), 1);
    await caughtUp.reached;
    await store.close();
    expect(await taken).toEqual([]);
  });
});

describe('a KurrentDB with TLS and users', () => {
  const user = { name: 'admin', password: 'changeit' };

  it('is written to and read from by its user, and by nobody else', async () => {
    const double = await KurrentDbDouble.start({ user });
    const stream = newStream();
    const store = new KurrentDbEventStore({ connectionString: double.connectionString });
    const stranger = new KurrentDbEventStore({
      connectionString: double.connectionString.replace('changeit', 'guess'),
    });
    await store.append(stream, events(2), 'no-stream');
    expect(await take(store.subscribe({}), 2)).toHaveLength(2);
    await expect(stranger.readStream(stream)).rejects.toMatchObject({ name: 'RefusedByStore' });
    await expect(stranger.append(stream, events(1), 1)).rejects.toMatchObject({ name: 'RefusedByStore' });
    expect(await store.readStream(stream)).toHaveLength(2);
    await Promise.all([store.close(), stranger.close()]);
    await double.stop();
  });

  it('whose certificate nobody vouches for is not talked to', async () => {
    const double = await KurrentDbDouble.start({ user });
    const connectionString = double.connectionString.replace(/&tlsCAFile=.*/, '');
    const store = new KurrentDbEventStore({ connectionString, deadlineMs: 500 });
    await expect(store.append(newStream(), events(1), 'no-stream')).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      written: 'no',
    });
    await store.close();
    await double.stop();
  });
});
