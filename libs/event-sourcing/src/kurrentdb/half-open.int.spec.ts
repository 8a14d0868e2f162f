import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { events, moment, newStream } from '../../contract/fixtures';
import { expectAllInOrder } from '../../contract/racing';
import { take } from '../../contract/subscribing';
import { KurrentDbEventStore } from './kurrentdb-event-store';

let double: KurrentDbDouble;

beforeEach(async () => {
  double = await KurrentDbDouble.start();
});

afterEach(() => double.stop());

/** What the client says of an interval below ten seconds. A server over a network would see pings too often; a test may not wait. */
const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
afterAll(() => warned.mockRestore());

/**
 * A firewall that has forgotten a connection, a host that vanished: nothing comes any more, and nothing breaks. A live subscription
 * waits without a deadline, for nothing may happen for hours; that nobody is there it learns by the client's keep-alive alone.
 */
it('a live subscription whose connection passes nothing any more goes on over another', async () => {
  const open = (settings = '') => new KurrentDbEventStore({ connectionString: double.connectionString + settings });
  const subscriber = open('&keepAliveInterval=300&keepAliveTimeout=2000');
  const before = open();
  const streams = [newStream('wanted'), newStream('wanted')] as const;
  await before.append(streams[0], events(3), 'no-stream');
  const caughtUp = moment();
  const taken = take(subscriber.subscribe({ streamPrefixes: ['wanted-'], onCaughtUp: caughtUp.reach }), 12);
  await caughtUp.reached;
  await before.append(streams[0], events(1), 2);
  await before.close();
  double.gate.lose();

  // Over a connection of its own, which stands from here on.
  const writer = open('&keepAliveInterval=10001');
  for (let round = 0; round < 4; round += 1)
    for (const stream of streams) await writer.append(stream, events(1), 'any');
  const written = await Promise.all(streams.map((stream) => writer.readStream(stream)));
  expectAllInOrder(await taken, written.flat());
  const places = (await taken).map(({ position }) => BigInt(position));
  expect(places).toEqual([...places].sort((one, other) => Number(one - other)));
  // The feed, and the catching up; then the feed again.
  expect(double.faults.calls.subscribe).toBe(3);
  await Promise.all([subscriber.close(), writer.close()]);
}, 15_000);
