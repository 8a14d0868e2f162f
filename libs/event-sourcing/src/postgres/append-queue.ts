import type { AppendItem } from '../store/append-item';
import { TurnTaking } from './turn-taking';

const mostItems = 256;
/**
 * A call of this size costs so much more than a call by itself that a larger one saves nothing, and one long note should not make
 * hundreds of small appends wait for it to be sent.
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
 * append lock, the round trip and the commit are paid once for all of them, and a lone writer waits for nobody. Where it takes them
 * long to make their next ones ready, they take turns in two halves.
 */
export class AppendQueue<Result> {
  private waiting: Waiting<Result>[] = [];
  private isWriting = false;
  private readonly turns = new TurnTaking();
  /** Milliseconds that went into sending, in all. */
  private sending = 0;
  /** When the newest answers came. */
  private answeredAt = 0;

  /**
   * @param write sends the items before it returns, and answers for every one, in the order given; it must not throw for the fault of one.
   * @param now milliseconds, by a clock that does not jump.
   */
  constructor(
    private readonly write: (items: readonly AppendItem[]) => Promise<readonly Settled<Result>[]>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(item: AppendItem): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, settle: { resolve, reject } });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // All who append at the moment: those who wait, and those who were answered last.
    let crowd = this.waiting.length;
    while (this.waiting.length > 0) {
      const batch = this.takeBatch(this.turns.pays(crowd) ? Math.ceil(crowd / 2) : mostItems);
      const others = await this.writeOnce(batch);
      crowd = batch.length + others;
      // A lone one need not wait for anybody.
      if (batch.length === 1) continue;
      const ready = this.madeReady(batch.length);
      const isTurnOfOthers = others >= batch.length / 2 && this.turns.pays(crowd);
      if (isTurnOfOthers) continue;
      await ready;
      crowd = this.waiting.length;
    }
    this.isWriting = false;
  }

  /** Writers that were just answered often append again at once. @returns when they have; how long that took them is measured. */
  private madeReady(answered: number): Promise<void> {
    const { answeredAt, sending } = this;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.turns.madeReady(this.now() - answeredAt - (this.sending - sending), answered);
        resolve();
      });
    });
  }

  /** @returns how many others were waiting when the answers came. */
  private async writeOnce(batch: readonly Waiting<Result>[]): Promise<number> {
    let others = 0;
    const answered = (): void => {
      this.answeredAt = this.now();
      others = this.waiting.length;
    };
    const calledAt = this.now();
    try {
      const answer = this.write(batch.map(({ item }) => item));
      this.sending += this.now() - calledAt;
      const settled = await answer;
      answered();
      for (const [index, { settle }] of batch.entries()) {
        const outcome = settled[index];
        if (outcome && 'result' in outcome) settle.resolve(outcome.result);
        else settle.reject(outcome?.error);
      }
    } catch (error) {
      answered();
      for (const { settle } of batch) settle.reject(error);
    }
    this.turns.called(this.answeredAt - calledAt);
    return others;
  }

  /** At most one append per stream: a second one of the same stream waits for the revision the first one makes. */
  private takeBatch(most: number): readonly Waiting<Result>[] {
    const batch: Waiting<Result>[] = [];
    const streams = new Set<string>();
    let characters = 0;
    const left: Waiting<Result>[] = [];
    for (const waiting of this.waiting) {
      const { stream, size } = waiting.item;
      const fits =
        batch.length === 0 || (batch.length < Math.min(most, mostItems) && characters + size <= mostCharacters);
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
