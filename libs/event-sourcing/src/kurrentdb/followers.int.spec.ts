import type { Method } from '../../../../test/doubles/kurrentdb/faults';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { events, moment, newStream } from '../../contract/fixtures';
import { expectAllInOrder } from '../../contract/racing';
import { take } from '../../contract/subscribing';
import type { StoredEvent } from '../store/event-store';
import { KurrentDbEventStore } from './kurrentdb-event-store';

/** Two nodes of a cluster, as one log: a follower answers whoever asks for the leader with its address. */
let follower: KurrentDbDouble;
let leader: KurrentDbDouble;
let writer: KurrentDbEventStore;
let store: KurrentDbEventStore;

const methods: readonly Method[] = ['append', 'read', 'subscribe'];

const becomesFollower = (...asked: readonly Method[]): void => {
  const names = { kind: 'not-leader', host: '127.0.0.1', port: leader.gate.port } as const;
  for (const method of asked) follower.faults.always(method, names);
};

beforeEach(async () => {
  follower = await KurrentDbDouble.start();
  leader = await KurrentDbDouble.start({ log: follower.log });
  writer = new KurrentDbEventStore({ connectionString: leader.connectionString });
  store = new KurrentDbEventStore({ connectionString: follower.connectionString });
});

afterEach(async () => {
  await Promise.all([writer.close(), store.close()]);
  await Promise.all([follower.stop(), leader.stop()]);
});

describe('a follower that is asked', () => {
  let stream: string;
  let written: readonly StoredEvent[];

  beforeEach(async () => {
    stream = newStream();
    await writer.append(stream, events(3), 'no-stream');
    written = await writer.readStream(stream);
    becomesFollower('read');
  });

  it.each([
    ['for a stream', () => store.readStream(stream), () => written],
    ['how far the log goes', () => store.lastPosition(), () => written[2]?.position],
    [
      'for a page of all',
      () => store.readAll({ limit: 2 }),
      () => ({ events: written.slice(0, 2), upTo: written[1]?.position }),
    ],
    ['for an event at its place', () => store.findEvent(written[1]?.id ?? '', written[1]), () => written[1]],
  ] as const)('%s sends to the leader, which is asked from then on', async (_, ask, answer) => {
    const before = leader.faults.calls.read;
    expect(await ask()).toEqual(answer());
    expect(leader.faults.calls.read).toBeGreaterThan(before);
    expect(follower.faults.calls.read).toBe(1);
    expect(await ask()).toEqual(answer());
    expect(follower.faults.calls).toEqual({ append: 0, read: 1, subscribe: 0 });
  });
});

describe('a subscription at a follower', () => {
  /** All of a stream: what was there, and what is written once it has caught up. */
  const followed = async (whenCaughtUp: () => Promise<void> | void) => {
    const stream = newStream();
    await writer.append(stream, events(5), 'no-stream');
    const caughtUp = moment();
    const taken = take(store.subscribe({ batchSize: 2, onCaughtUp: caughtUp.reach }), 8);
    await caughtUp.reached;
    await whenCaughtUp();
    for (const revision of [4, 5, 6]) await writer.append(stream, events(1), revision);
    return { taken: await taken, written: await writer.readStream(stream) };
  };

  it('begins at the leader, and is live there', async () => {
    becomesFollower('subscribe');
    const { taken, written } = await followed(() => undefined);
    expectAllInOrder(taken, written);
    // What is live, and then what was there.
    expect([follower.faults.calls.subscribe, leader.faults.calls.subscribe]).toEqual([1, 2]);
  });

  it('goes on at the leader where its node was that, and is none any more', async () => {
    const { taken, written } = await followed(() => {
      becomesFollower(...methods);
      follower.breakConnections();
    });
    expectAllInOrder(taken, written);
    // The feed, and the catching up; then the feed alone, which is sent away.
    expect([follower.faults.calls.subscribe, leader.faults.calls.subscribe]).toEqual([3, 1]);
  });
});
