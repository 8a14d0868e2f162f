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

/** While the database works on the call of one, that of the other is there already. */
const mostRows = 2;

/**
 * Gathers appends: while one call is on its way to the database, those that arrive wait and go together in the next. So the
 * append lock, the round trip and the commit are paid once for all of them, and a lone writer waits for nobody. Where it takes them
 * long to make their next ones ready, they take turns in two halves, each in a call of its own.
 */
export class AppendQueue<Result> {
  private waiting: Waiting<Result>[] = [];
  /** Rows of calls that go on at the moment, one call of each on its way at a time. */
  private rows = 0;
  /** Of the appends on their way. */
  private readonly streamsOnTheirWay = new Set<string>();
  private readonly turns = new TurnTaking();
  /** Milliseconds that went into sending, in all. */
  private sending = 0;
  /** When the newest answers came. */
  private answeredAt = 0;

  /**
   * @param write sends the items before it returns, where there is a connection, and answers for every one, in the order given; it
   * must not throw for the fault of one. The next call, of other streams, may be made before this one is answered; they are answered in turn.
   * @param now milliseconds, by a clock that does not jump.
   */
  constructor(
    private readonly write: (items: readonly AppendItem[]) => Promise<readonly Settled<Result>[]>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(item: AppendItem): Promise<Result> {
    return this.rows === 0
      ? this.callAlone(item)
      : new Promise((resolve, reject) => void this.waiting.push({ item, settle: { resolve, reject } }));
  }

  /** Nothing is under way, so nobody waits: there is nothing to gather, and nobody to take turns with. */
  private async callAlone(item: AppendItem): Promise<Result> {
    this.rows += 1;
    this.streamsOnTheirWay.add(item.stream);
    try {
      const [outcome] = await this.write([item]);
      if (outcome && 'result' in outcome) return outcome.result;
      throw outcome?.error;
    } finally {
      this.streamsOnTheirWay.delete(item.stream);
      if (this.waiting.length === 0) this.rows -= 1;
      else setImmediate(() => this.callForThoseWhoWait());
    }
  }

  /** Not at once: by now the writer of the lone one may have come again, and else these would go by turns, one call each. */
  private callForThoseWhoWait(): void {
    this.rows -= 1;
    void this.keepCalling();
  }

  /** One call after the other, as long as anybody waits; a second row of them beside it where they take turns. */
  private async keepCalling(): Promise<void> {
    this.rows += 1;
    while (this.waiting.length > 0) {
      // All who append at the moment: those who wait, and those on their way.
      const crowd = this.waiting.length + this.streamsOnTheirWay.size;
      const takesTurns = crowd > 1 && this.turns.pay(this.rows > 1);
      // The other row takes all that wait, when its call is answered.
      if (!takesTurns && this.rows > 1) break;
      const batch = this.takeBatch(takesTurns ? Math.ceil(crowd / 2) : mostItems);
      if (batch.length === 0) break;
      const answered = this.callOnce(batch);
      if (takesTurns && this.rows < mostRows && this.waiting.length >= Math.floor(crowd / 2)) void this.keepCalling();
      const answeredAt = await answered;
      // Unless it was alone, and nobody has come since.
      if (crowd > 1 || this.waiting.length > 0) await this.madeReady(batch.length, answeredAt);
    }
    this.rows -= 1;
  }

  /** Writers that were just answered often append again at once. @returns when they have; how long that took them is measured. */
  private madeReady(answered: number, answeredAt: number): Promise<void> {
    const { sending } = this;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.turns.madeReady(this.now() - answeredAt - (this.sending - sending), answered);
        resolve();
      });
    });
  }

  /** @returns when the answers came. */
  private async callOnce(batch: readonly Waiting<Result>[]): Promise<number> {
    const calledAt = this.now();
    let answeredAt = calledAt;
    const answered = (): void => {
      answeredAt = this.now();
      for (const { item } of batch) this.streamsOnTheirWay.delete(item.stream);
    };
    for (const { item } of batch) this.streamsOnTheirWay.add(item.stream);
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
    this.turns.called(answeredAt - Math.max(calledAt, this.answeredAt), batch.length);
    this.answeredAt = answeredAt;
    return answeredAt;
  }

  /**
   * At most one append per stream: a second one of the same stream waits for the revision the first one makes.
   * @returns none where all who wait do so for one that is on its way.
   */
  private takeBatch(most: number): readonly Waiting<Result>[] {
    const batch: Waiting<Result>[] = [];
    const streams = new Set(this.streamsOnTheirWay);
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
