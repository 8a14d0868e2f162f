/**
 * Up to where the events are known to be safe.
 *
 * Gathered appends become visible a moment before they are on disk (docs/adr/0014). A reader that took in such an event, and went
 * on after a crash of the server had taken it back, would have seen what never was, and might miss what came in its place:
 * positions are given out again. So nothing is handed on before it is safe. Events are committed in the order of their
 * positions, and the log is flushed in order: what holds for one position holds for all before it.
 */
export class Flushed {
  private safe = -1n;
  private wanted = -1n;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  /** @param flush resolves when all that was visible when it was called is safe. */
  constructor(private readonly flush: () => Promise<void>) {}

  /** The store itself has said so. */
  told(position: bigint): void {
    if (position > this.safe) this.safe = position;
  }

  /** Resolves when the events up to this position, which was read before, are safe. @throws what flushing throws */
  async upTo(position: bigint): Promise<void> {
    if (position > this.wanted) this.wanted = position;
    while (position > this.safe) await this.flushFromNow();
  }

  /** One run at a time; all who ask while it goes on share the one after it. */
  private flushFromNow(): Promise<void> {
    this.next ??= this.afterTheOneUnderWay();
    return this.next;
  }

  private async afterTheOneUnderWay(): Promise<void> {
    await this.running?.catch(() => undefined);
    this.running = this.next;
    this.next = undefined;
    const { wanted } = this;
    await this.flush();
    this.told(wanted);
  }
}
