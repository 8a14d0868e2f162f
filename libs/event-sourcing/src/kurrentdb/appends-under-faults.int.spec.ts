import type { Fault } from '../../../../test/doubles/kurrentdb/faults';
import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { event, events, newStream } from '../../contract/fixtures';
import { KurrentDbEventStore } from './kurrentdb-event-store';

/** Long enough for a busy machine to answer, short enough to wait for. */
const deadlineMs = 400;

describe('appends to KurrentDB', () => {
  let double: KurrentDbDouble;
  let store: KurrentDbEventStore;

  beforeEach(async () => {
    double = await KurrentDbDouble.start();
    store = new KurrentDbEventStore({ connectionString: double.connectionString, deadlineMs });
  });

  afterEach(async () => {
    await store.close();
    await double.stop();
  });

  const lost: readonly [string, Fault][] = [
    ['its connection broke before it was written', { kind: 'dropped', written: false }],
    ['its connection broke after it was written', { kind: 'dropped', written: true }],
    ['no answer came, and it was not written', { kind: 'silent', written: false }],
    ['no answer came, and it was written', { kind: 'silent', written: true }],
    ['the node gave up waiting for its followers, and had written it', { kind: 'timeout', written: true }],
    ['the node gave up waiting for its disk', { kind: 'timeout', written: false }],
    ['the node was shut down, and had written it', { kind: 'shutting-down', written: true }],
    ['the node was shut down before it wrote it', { kind: 'shutting-down', written: false }],
    ['the node was not ready', { kind: 'not-ready' }],
    ['the node was too busy', { kind: 'too-busy' }],
  ];

  it.each(lost)('one is written once, and said to be, where %s', async (_, fault) => {
    const [stream, written] = [newStream(), events(3)];
    double.faults.next('append', fault);
    const { revision, position } = await store.append(stream, written, 'no-stream');
    const stored = await store.readStream(stream);
    expect(stored.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
    expect({ revision, position }).toEqual({ revision: 2, position: stored[2]?.position });
    expect(await store.append(stream, written, 'no-stream')).toEqual({ revision, position, alreadyWritten: true });
  });

  it.each(lost)('one at the end of a stream is written once, where %s', async (_, fault) => {
    const stream = newStream();
    await store.append(stream, events(2), 'no-stream');
    double.faults.next('append', fault);
    expect(await store.append(stream, events(1), 'any')).toMatchObject({ revision: 2 });
    expect(await store.readStream(stream)).toHaveLength(3);
  });

  it.each(lost)(
    'one that is said not to have been, or perhaps to have been, where again and again %s',
    async (_, fault) => {
      const stream = newStream();
      const once = events(1);
      double.faults.always('append', fault);
      const isCertain = fault.kind === 'not-ready' || fault.kind === 'too-busy';
      const refused = { name: 'EventStoreUnavailable', written: isCertain ? 'no' : 'unknown' };
      await expect(store.append(stream, once, 'no-stream')).rejects.toMatchObject(refused);
      double.faults.clear();
      await store.append(stream, once, 'no-stream');
      expect(await store.readStream(stream)).toHaveLength(1);
    },
  );

  it('one whose answer was lost before it was written, while another came first, is certainly not written', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    const other = new KurrentDbEventStore({ connectionString: double.connectionString });
    double.faults.next('append', { kind: 'silent', written: false });
    const late = store.append(stream, events(1), 0);
    const refused = expect(late).rejects.toMatchObject({ name: 'WrongExpectedRevision', expected: 0, actual: 1 });
    await other.append(stream, events(1), 0);
    await refused;
    expect(await store.readStream(stream)).toHaveLength(2);
    await other.close();
  });

  describe('one that is written, and cannot be read back', () => {
    it('is said to be written, and not whether by this append or by one before', async () => {
      const [stream, written] = [newStream(), events(2)];
      double.faults.always('read', { kind: 'not-ready' });
      const answer = await store.append(stream, written, 'no-stream');
      expect(answer).toMatchObject({ revision: 1, alreadyWritten: undefined });
      const another = new KurrentDbEventStore({ connectionString: double.connectionString, deadlineMs });
      expect(await another.append(stream, written, 'no-stream')).toEqual(answer);
      double.faults.clear();
      expect(await store.append(stream, written, 'no-stream')).toEqual({ ...answer, alreadyWritten: true });
      expect((await store.readStream(stream)).at(-1)?.position).toBe(answer.position);
      await another.close();
    });

    it('is said to be written also where the node does not say where it stands', async () => {
      const [stream, written] = [newStream(), events(2)];
      double.faults.next('append', { kind: 'no-position' });
      double.faults.always('read', { kind: 'not-ready' });
      const refused = store.append(stream, written, 'no-stream');
      await expect(refused).rejects.toMatchObject({ name: 'EventStoreUnavailable', written: 'yes' });
      await expect(refused).rejects.toThrow(/^It is written/);
      double.faults.clear();
      expect(await store.append(stream, written, 'no-stream')).toMatchObject({ revision: 1, alreadyWritten: true });
    });
  });

  it('an answer that does not say where it stands is looked up', async () => {
    const stream = newStream();
    double.faults.next('append', { kind: 'no-position' });
    const { position } = await store.append(stream, events(1), 'no-stream');
    expect(await store.readStream(stream)).toMatchObject([{ position }]);
  });

  it('where the answer was lost and others have written behind it, the first place is told', async () => {
    const [stream, written] = [newStream(), events(2)];
    const other = new KurrentDbEventStore({ connectionString: double.connectionString });
    double.faults.next('append', { kind: 'silent', written: true });
    const appended = store.append(stream, written, 'no-stream');
    while (double.log.stream(stream).length === 0) await other.readStream(stream);
    await other.append(stream, events(3), 1);
    const stored = await other.readStream(stream);
    expect(await appended).toMatchObject({ revision: 1, position: stored[1]?.position });
    expect(stored).toHaveLength(5);
    await other.close();
  });

  it('a node that nobody can reach has written nothing', async () => {
    await double.gate.shut();
    const unavailable = { name: 'EventStoreUnavailable', written: 'no' };
    await expect(store.append(newStream(), events(1), 'no-stream')).rejects.toMatchObject(unavailable);
    await expect(store.append(newStream(), events(1), 'any')).rejects.toMatchObject(unavailable);
    await double.gate.reopen();
    await expect(store.append(newStream(), events(1), 'any')).resolves.toMatchObject({ revision: 0 });
  });

  it('behind a cable that was cut far away nobody knows, and a repeat settles it', async () => {
    const [stream, once] = [newStream(), events(1)];
    await store.append(stream, once, 'no-stream');
    double.gate.holdUp();
    const next = events(1);
    const unknown = { name: 'EventStoreUnavailable', written: 'unknown' };
    await expect(store.append(stream, next, 0)).rejects.toMatchObject(unknown);
    double.gate.letThrough();
    expect(await store.append(stream, next, 0)).toMatchObject({ revision: 1 });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('go to the leader where the node is a follower', async () => {
    const leader = await KurrentDbDouble.start({ log: double.log });
    double.faults.always('append', { kind: 'not-leader', host: '127.0.0.1', port: leader.gate.port });
    const stream = newStream();
    expect(await store.append(stream, events(2), 'no-stream')).toMatchObject({ revision: 1 });
    expect(leader.faults.calls.append).toBe(1);
    await store.close();
    await leader.stop();
  });

  it('are known again by the stream, where a restarted node has forgotten the ids it saw', async () => {
    const [stream, written] = [newStream(), events(2)];
    const first = await store.append(stream, written, 'any');
    double.log.forgetRecent();
    const restarted = new KurrentDbEventStore({ connectionString: double.connectionString });
    expect(await restarted.append(stream, written, 'any')).toEqual({ ...first, alreadyWritten: true });
    await restarted.close();
  });

  it('with known ids are not written behind themselves, though the revision they expect holds', async () => {
    const [stream, written] = [newStream(), events(1)];
    const first = await store.append(stream, written, 'no-stream');
    await store.append(stream, events(2), 0);
    expect(await store.append(stream, written, 2)).toEqual({ ...first, alreadyWritten: true });
    const another = new KurrentDbEventStore({ connectionString: double.connectionString });
    expect(await another.append(stream, written, 2)).toEqual({ ...first, alreadyWritten: true });
    expect(await store.readStream(stream)).toHaveLength(3);
    await another.close();
  });

  it('of a stream that was deleted in KurrentDB say so, and so does reading it', async () => {
    const stream = newStream();
    await store.append(stream, events(1), 'no-stream');
    double.log.tombstone(stream);
    const deleted = { name: 'StreamDeletedInStore', stream };
    await expect(store.append(stream, events(1), 0)).rejects.toMatchObject(deleted);
    await expect(store.append(stream, events(1), 'any')).rejects.toMatchObject(deleted);
    await expect(store.readStream(stream)).rejects.toMatchObject(deleted);
  });

  it('to a stream whose beginning was cut off in KurrentDB say so, and so does reading it', async () => {
    const stream = newStream();
    await store.append(stream, events(5), 'no-stream');
    double.log.truncateBefore(stream, 3);
    const cut = { name: 'StreamCutOffInStore', stream, first: 3 };
    const fresh = new KurrentDbEventStore({ connectionString: double.connectionString });
    await expect(fresh.readStream(stream)).rejects.toMatchObject(cut);
    await expect(fresh.append(stream, events(1), 4)).rejects.toMatchObject(cut);
    await expect(fresh.append(stream, events(1), 'any')).rejects.toMatchObject(cut);
    expect(await fresh.readStream(stream, { from: 3 })).toHaveLength(2);
    await fresh.close();
  });

  it('larger than the server takes are not storable, and named with its limit', async () => {
    const large = store.append(newStream(), [event({ said: 'x'.repeat(1_100_000) })], 'no-stream');
    await expect(large).rejects.toMatchObject({ name: 'EventNotStorable' });
    await expect(large).rejects.toThrow(/1048576 bytes/);
  });

  it('with an event larger than the server takes of one are not storable, and told by which setting', async () => {
    const limited = await KurrentDbDouble.start({ maxAppendEventSize: 10_000 });
    const there = new KurrentDbEventStore({ connectionString: limited.connectionString });
    const [stream, large] = [newStream(), event({ said: 'x'.repeat(10_000) })];
    await there.append(stream, [event({ said: 'x'.repeat(9_000) }), event({ said: 'x'.repeat(9_000) })], 'no-stream');
    for (const expected of [1, 'any'] as const) {
      const refused = there.append(stream, [event(), large], expected);
      await expect(refused).rejects.toMatchObject({ name: 'EventNotStorable', stream });
      await expect(refused).rejects.toThrow(/ one of its events .* \(MaxAppendEventSize\)\.$/);
    }
    expect(await there.readStream(stream)).toHaveLength(2);
    // It is not sent again: it will never be taken.
    expect(limited.faults.calls.append).toBe(3);
    await there.close();
    await limited.stop();
  });

  it.each([
    ['$settings', event()],
    [newStream(), event({}, { type: '$metadata' })],
  ])('to what is the own of KurrentDB (%s) are refused', async (stream, own) => {
    await expect(store.append(stream, [own], 'any')).rejects.toMatchObject({ name: 'EventNotStorable' });
  });
});
