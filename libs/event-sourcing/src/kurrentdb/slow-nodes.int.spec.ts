import type { Fault } from '../../../../test/doubles/kurrentdb/faults';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { eventually } from '../../../../test/projections/kernel-under-test';
import { events, moment, newStream } from '../../contract/fixtures';
import { expectAllInOrder } from '../../contract/racing';
import { take } from '../../contract/subscribing';
import { KurrentDbEventStore } from './kurrentdb-event-store';

let double: KurrentDbDouble;
let writer: KurrentDbEventStore;
/** It waits long enough for a busy machine to answer, and short enough to test. */
let store: KurrentDbEventStore;

const open = (deadlineMs?: number) =>
  new KurrentDbEventStore({ connectionString: double.connectionString, deadlineMs });

beforeEach(async () => {
  double = await KurrentDbDouble.start();
  [writer, store] = [open(), open(1_000)];
});

afterEach(async () => {
  await Promise.all([writer.close(), store.close()]);
  await double.stop();
});

describe('an append to a node that is slow', () => {
  it.each([
    ['writes', { kind: 'late', ms: 300 }],
    ['tells', { kind: 'late', ms: 300, writtenAtOnce: true }],
  ] as const)('is waited for and sent once, where it %s within the deadline', async (_, fault) => {
    const [stream, written] = [newStream(), events(2)];
    double.faults.next('append', fault);
    expect(await store.append(stream, written, 'no-stream')).toMatchObject({ revision: 1, alreadyWritten: false });
    expect(double.faults.calls.append).toBe(1);
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  const tooLate: readonly [string, Fault, boolean][] = [
    ['written at once, and told of later', { kind: 'late', ms: 2_000, writtenAtOnce: true }, true],
    ['written later, and before it is repeated', { kind: 'late', ms: 1_600 }, true],
    ['written only after it was repeated', { kind: 'late', ms: 6_000 }, false],
  ];

  it.each(tooLate)(
    'may be written or not where every answer comes after the deadline, and a repeat settles it: %s',
    async (_, fault, isThere) => {
      const [stream, written] = [newStream(), events(2)];
      double.faults.always('append', fault);
      const unknown = { name: 'EventStoreUnavailable', written: 'unknown' };
      await expect(store.append(stream, written, 'no-stream')).rejects.toMatchObject(unknown);
      const sent = double.faults.calls.append;
      double.faults.clear();
      const told = await store.append(stream, written, 'no-stream');
      expect(told).toMatchObject({ revision: 1, alreadyWritten: isThere });
      await eventually(() => expect(double.lateAppends).toBe(sent));
      const stored = await store.readStream(stream);
      expect(stored.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
      expect(stored[1]?.position).toBe(told.position);
    },
    30_000,
  );

  it('at the end of a stream that others write to is written once, though it is late each time', async () => {
    const [stream, once] = [newStream(), events(1)];
    await writer.append(stream, events(3), 'no-stream');
    double.faults.next('append', { kind: 'late', ms: 4_000 }, { kind: 'late', ms: 4_000 });
    const before = double.faults.calls.append;
    const appended = store.append(stream, once, 'any');
    await eventually(() => expect(double.faults.calls.append).toBe(before + 2));
    await writer.append(stream, events(1), 2);
    expect(await appended).toMatchObject({ revision: 4, alreadyWritten: false });
    await eventually(() => expect(double.lateAppends).toBe(2));
    expect((await store.readStream(stream)).map(({ id }) => id).filter((id) => id === once[0]?.id)).toHaveLength(1);
    expect(await store.readStream(stream)).toHaveLength(5);
  }, 30_000);
});

describe('a subscription to a node that is slow', () => {
  /** Taken of one that begins before them all, goes on live, and is the only one there is. */
  const takenDespite = async (...faults: readonly Fault[]) => {
    const [wanted, other] = [newStream('wanted'), newStream('other')];
    for (let round = 0; round < 8; round += 1) {
      await writer.append(wanted, events(10), 'any');
      await writer.append(other, events(10), 'any');
    }
    double.faults.next('subscribe', ...faults);
    const caughtUp = moment();
    const options = { streamPrefixes: ['wanted-'], batchSize: 7, onCaughtUp: caughtUp.reach };
    const taken = take(store.subscribe(options), 83);
    await caughtUp.reached;
    await writer.append(wanted, events(3), 79);
    return { taken: await taken, written: await writer.readStream(wanted), began: double.faults.calls.subscribe };
  };

  const late = (ms: number): Fault => ({ kind: 'late', ms });
  const stalled = (messages: number, ms: number): Fault => ({ kind: 'stalled-after', messages, ms });

  // One subscription catches up, and one hears what is live.
  it.each([
    ['first message', [late(300), late(300)]],
    ['next message', [stalled(1, 300), stalled(20, 300)]],
  ])('waits for its %s, within the deadline, and is not begun anew', async (_, faults) => {
    const { taken, written, began } = await takenDespite(...faults);
    expectAllInOrder(taken, written);
    expect(began).toBe(2);
  });

  it.each([
    ['first message', [late(2_000), late(2_000), late(2_000), late(2_000)], 6],
    // The first is the feed's: it stalls before it has said that it is live.
    ['next message', [stalled(1, 2_000), stalled(0, 0), stalled(20, 2_000), stalled(31, 2_000)], 5],
  ] as const)(
    'is begun anew where its %s comes after the deadline, and goes on where it was',
    async (_, faults, expected) => {
      const { taken, written, began } = await takenDespite(...faults);
      expectAllInOrder(taken, written);
      expect(began).toBe(expected);
    },
    30_000,
  );
});
