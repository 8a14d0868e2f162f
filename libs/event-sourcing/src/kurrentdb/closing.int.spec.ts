import { KurrentDbDouble } from '../../../../test/doubles/kurrentdb/kurrentdb-double';
import { events, newStream } from '../../contract/fixtures';
import { Connection } from './connection';
import { KurrentDbEventStore } from './kurrentdb-event-store';

let double: KurrentDbDouble;

beforeEach(async () => {
  double = await KurrentDbDouble.start();
});

afterEach(() => double.stop());

/** The client keeps every stream until it has ended, and one whose rest nobody reads does not: it waits for that when it is closed. */
it('closes at once, though reads were left that the server had answered to the end', async () => {
  const store = new KurrentDbEventStore({ connectionString: double.connectionString });
  const connection = new Connection(double.connectionString, 5_000);
  for (let count = 0; count < 60; count += 5) {
    await store.append(newStream(), events(5), 'no-stream');
    const pull = connection.readLog(undefined, 'forwards');
    await pull.take(1, 5_000);
    // On the same connection: what was sent before them has come when they are answered.
    for (let times = 0; times < 10; times += 1) await connection.readStream(newStream(), { limit: 1 });
    pull.close();
  }
  const began = performance.now();
  await Promise.all([store.close(), connection.close()]);
  expect(performance.now() - began).toBeLessThan(1_000);
});
