import { getEventListeners } from 'node:events';
import { anyOf } from './any-of';
import { pause } from './pause';

const long = 60_000;

describe('a pause', () => {
  it('ends with any of the signals it is given', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const pausing = pause(long, undefined, one.signal, other.signal);
    other.abort();
    await pausing;
    expect([one.signal.aborted, other.signal.aborted]).toEqual([false, true]);
  });

  it('does not begin where one has aborted', () => pause(long, new AbortController().signal, AbortSignal.abort()));

  it('ends by itself', () => pause(1, new AbortController().signal));

  it('leaves nothing behind at a signal that lives on', async () => {
    const { signal } = new AbortController();
    for (let round = 0; round < 3; round += 1) await pause(1, signal, AbortSignal.timeout(long));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a signal that is any of others', () => {
  it('aborts for the reason of the first of them', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const { signal } = anyOf(one.signal, undefined, other.signal);
    one.abort('one');
    other.abort('other');
    expect(signal.reason).toBe('one');
    expect(anyOf(AbortSignal.abort('before')).signal.reason).toBe('before');
  });

  it('hears nothing of them any more once it is released', () => {
    const one = new AbortController();
    const either = anyOf(one.signal);
    either.release();
    one.abort();
    expect(either.signal.aborted).toBe(false);
    expect(getEventListeners(one.signal, 'abort')).toEqual([]);
  });
});
