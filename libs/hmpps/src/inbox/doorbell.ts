import { Injectable } from '@nestjs/common';
import { pause } from '@ttg/event-sourcing';

/** Wakes who waits for messages in this process. Another process finds them when it next looks. */
@Injectable()
export class Doorbell {
  private wake = new AbortController();

  ring(): void {
    this.wake.abort();
    this.wake = new AbortController();
  }

  /** What the next ring ends: to be taken before one looks, so that no ring between looking and waiting is missed. */
  listen(): AbortSignal {
    return this.wake.signal;
  }

  /** Waits for that ring. @param ms at most, milliseconds of real time */
  async wait(ring: AbortSignal, ms: number, stop: AbortSignal): Promise<void> {
    if (ring.aborted || stop.aborted) return;
    const either = new AbortController();
    const end = (): void => either.abort();
    // By hand: on Node 20, `AbortSignal.any` keeps something of every wait for as long as the program runs.
    for (const signal of [ring, stop]) signal.addEventListener('abort', end, { once: true });
    await pause(ms, either.signal);
    for (const signal of [ring, stop]) signal.removeEventListener('abort', end);
  }
}
