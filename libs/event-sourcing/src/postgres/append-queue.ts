import type { AppendItem } from '../store/append-item';

const mostItems = 256;
/**
 * A call of this size costs so much more than a call by itself that a larger one saves nothing. It is better that others are made
 * ready while it is under way, and that one long note does not make hundreds of small appends wait for it to be sent.
 */
const mostCharacters = 200_000;

interface Waiting<Result> {
  readonly item: AppendItem;
  readonly settle: { resolve(result: Result): void; reject(error: unknown): void };
}

/** What became of one item: a value, or the error to reject it with. */
export type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

/**
 * Gathers appends: while one call is on its way to the database, those that arrive wait and go together in the next. So the
 * append lock, the round trip and the commit are paid once for all of them, and a lone writer waits for nobody.
 */
export class AppendQueue<Result> {
  private waiting: Waiting<Result>[] = [];
  private isWriting = false;

  /** @param write answers for every item, in the order given; it must not throw for the fault of one. */
  constructor(private readonly write: (items: readonly AppendItem[]) => Promise<readonly Settled<Result>[]>) {}

  add(item: AppendItem): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, settle: { resolve, reject } });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.takeBatch();
      await this.writeOnce(batch);
      // Writers that were just answered often append again at once: let them join the next call. A lone one need not wait, and
      // where calls are large, those who write them take turns with those who make the next ones ready.
      const characters = batch.reduce((sum, { item }) => sum + item.size, 0);
      if (batch.length > 1 && characters < mostCharacters / 2) await new Promise(setImmediate);
    }
    this.isWriting = false;
  }

  private async writeOnce(batch: readonly Waiting<Result>[]): Promise<void> {
    try {
      const settled = await this.write(batch.map(({ item }) => item));
      for (const [index, { settle }] of batch.entries()) {
        const outcome = settled[index];
        if (outcome && 'result' in outcome) settle.resolve(outcome.result);
        else settle.reject(outcome?.error);
      }
    } catch (error) {
      for (const { settle } of batch) settle.reject(error);
    }
  }

  /** At most one append per stream: a second one of the same stream waits for the revision the first one makes. */
  private takeBatch(): readonly Waiting<Result>[] {
    const batch: Waiting<Result>[] = [];
    const streams = new Set<string>();
    let characters = 0;
    const left: Waiting<Result>[] = [];
    for (const waiting of this.waiting) {
      const { stream, size } = waiting.item;
      const fits = batch.length === 0 || (batch.length < mostItems && characters + size <= mostCharacters);
      if (!fits || streams.has(stream)) left.push(waiting);
      else {
        batch.push(waiting);
        characters += size;
      }
      streams.add(stream);
    }
    this.waiting = left;
    return batch;
  }
}
