import { pause } from '@ttg/event-sourcing';

/** Wakes all who wait for something new. */
export class Bell {
  private count = 0;
  private waking = new AbortController();

  /** How often it has rung. */
  get rings(): number {
    return this.count;
  }

  ring(): void {
    this.count += 1;
    this.waking.abort();
    this.waking = new AbortController();
  }

  /**
   * Waits until it rings again, or has since.
   * @param rings how often it had rung when the caller began to look
   * @returns false when it did not ring in this time. Milliseconds
   */
  async wait(rings: number, longest: number, signal: AbortSignal): Promise<boolean> {
    if (this.count > rings) return true;
    await pause(longest, signal, this.waking.signal);
    return this.count > rings;
  }
}
