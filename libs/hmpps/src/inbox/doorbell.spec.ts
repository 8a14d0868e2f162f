import { Doorbell } from './doorbell';

const long = 60_000;
const never = new AbortController().signal;

describe('who waits for messages', () => {
  it('is woken by a ring', async () => {
    const doorbell = new Doorbell();
    const waiting = doorbell.wait(doorbell.listen(), long, never);
    doorbell.ring();
    await waiting;
  });

  it('misses no ring between looking and waiting', async () => {
    const doorbell = new Doorbell();
    const ring = doorbell.listen();
    doorbell.ring();
    await doorbell.wait(ring, long, never);
  });

  it('waits for the next ring, and not for the one before', async () => {
    const doorbell = new Doorbell();
    doorbell.ring();
    const waiting = doorbell.wait(doorbell.listen(), long, never).then(() => 'woken');
    await expect(Promise.race([waiting, Promise.resolve('asleep')])).resolves.toBe('asleep');
    doorbell.ring();
    await expect(waiting).resolves.toBe('woken');
  });

  it('is let go when the program stops, and when the time is over', async () => {
    const stop = new AbortController();
    const doorbell = new Doorbell();
    const waiting = doorbell.wait(doorbell.listen(), long, stop.signal);
    stop.abort();
    await waiting;
    await doorbell.wait(doorbell.listen(), long, stop.signal);
    await doorbell.wait(doorbell.listen(), 1, never);
  });
});
