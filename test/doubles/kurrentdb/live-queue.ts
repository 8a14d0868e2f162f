/** What a live subscription waits for: an event, or a checkpoint where the filter left events out. */
export type LiveItem<Event> = { readonly event: Event } | { readonly checkpoint: bigint };

interface Numbered<Event> {
  readonly number: number;
  readonly item: LiveItem<Event>;
}

/** How much the server keeps for a subscriber that is slow (Enumerator.cs: DefaultLiveBufferSize, mode DropOldest). */
const capacity = 32;

/**
 * The live events of one subscription. What does not fit drives out the oldest; who takes them sees by the numbers that
 * some are missing, and goes back to catching up.
 */
export class LiveQueue<Event> {
  private readonly waiting: Numbered<Event>[] = [];
  private number = 0;
  private wake = (): void => undefined;

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  push(item: LiveItem<Event>): void {
    this.number += 1;
    this.waiting.push({ number: this.number, item });
    if (this.waiting.length > capacity) this.waiting.shift();
    this.wake();
  }

  /** @returns nothing when the subscription has ended. */
  async take(): Promise<Numbered<Event> | undefined> {
    while (this.waiting.length === 0 && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.signal.aborted ? undefined : this.waiting.shift();
  }
}
