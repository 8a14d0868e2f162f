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
    await pause(ms, ring, stop);
  }
}
