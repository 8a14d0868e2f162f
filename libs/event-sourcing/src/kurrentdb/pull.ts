import type { Position } from '../store/event-store';
import { NoAnswer } from './failures';

/** What the client hands out for a read or a subscription: a Node stream of events that has to be cancelled apart. */
export interface Source {
  readonly readableLength: number;
  read(): unknown;
  on(event: string, listener: (...told: unknown[]) => void): unknown;
  destroy(): unknown;
  cancel?(): Promise<void>;
  unsubscribe?(): Promise<void>;
}

/** What came between the events: a checkpoint, or the word that all there was has been sent. */
type Mark = { readonly behind: number } & ({ readonly checkpoint: Position } | { readonly caughtUp: true });

export interface Pulled<Read> {
  readonly reads: readonly Read[];
  readonly checkpoint?: Position;
  readonly isCaughtUp: boolean;
  readonly isAtEnd: boolean;
}

/**
 * Takes from one of the client's streams at the consumer's pace, and masters what the client leaves to its user: an `error`
 * event nobody listens to would end the process, a stream that is left is not cancelled, and nothing has a deadline.
 *
 * The client tells checkpoints and "caught up" as they pass, ahead of events that wait in its buffer. How many wait then is
 * remembered, so that each is told behind the last event it stands behind.
 */
export class Pull<Read> {
  private taken = 0;
  private readonly marks: Mark[] = [];
  private failure: Error | undefined;
  private isAtEnd = false;
  private wake = (): void => undefined;

  constructor(private readonly source: Source) {
    source.on('readable', () => this.wake());
    source.on('end', () => this.end());
    source.on('confirmation', () => this.wake());
    source.on('caughtUp', () => this.mark({ behind: this.behindNow(), caughtUp: true }));
    // Also after the end: a connection can break while it is being cancelled.
    source.on('error', (error) => {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
      this.wake();
    });
  }

  /** The client's callback for a checkpoint. */
  checkpoint(checkpoint: Position): void {
    this.mark({ behind: this.behindNow(), checkpoint });
  }

  /**
   * What is there by now, up to a number of events and not past a mark.
   * @returns nothing where there is neither. @throws whatever ended the stream, when all before it was taken.
   */
  takeNow(most: number): Pulled<Read> | undefined {
    const [mark] = this.marks;
    const untilMark = mark ? mark.behind - this.taken : Number.POSITIVE_INFINITY;
    const reads = this.read(Math.min(most, untilMark));
    const isAtMark = mark !== undefined && mark.behind === this.taken;
    if (isAtMark) this.marks.shift();
    if (reads.length > 0 || isAtMark)
      return { reads, isAtEnd: false, isCaughtUp: false, ...(isAtMark ? told(mark) : {}) };
    if (this.failure) throw this.failure;
    return this.isAtEnd ? { reads, isCaughtUp: false, isAtEnd: true } : undefined;
  }

  /** Waits until there may be something to take, or for so long. @returns whether the time was over or it was aborted. */
  async idle(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (this.source.readableLength > 0 || this.marks.length > 0 || this.failure || this.isAtEnd) return false;
    if (signal?.aborted) return true;
    return new Promise((resolve) => {
      const settle = (isIdle: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.wake = () => undefined;
        resolve(isIdle);
      };
      const onAbort = (): void => settle(true);
      const timer = ms === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => settle(true), ms);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.wake = () => settle(false);
    });
  }

  /** @throws NoAnswer when nothing comes within the time; it ends quietly when aborted. */
  async take(most: number, deadlineMs: number, signal?: AbortSignal): Promise<Pulled<Read> | undefined> {
    for (;;) {
      const pulled = this.takeNow(most);
      if (pulled) return pulled;
      const isIdle = await this.idle(deadlineMs, signal);
      if (signal?.aborted) return undefined;
      if (isIdle) throw new NoAnswer(deadlineMs);
    }
  }

  /**
   * Tells the server that nothing more is wanted. What it has sent by then is read and dropped: the client keeps a stream whose
   * rest nobody reads for ever, and waits for it when it is closed.
   */
  close(): void {
    const { source } = this;
    const drop = (): void => void this.read(Number.POSITIVE_INFINITY);
    void Promise.resolve(source.cancel?.() ?? source.unsubscribe?.()).catch(() => undefined);
    this.wake = drop;
    drop();
  }

  private read(most: number): Read[] {
    const reads: Read[] = [];
    while (reads.length < most) {
      const read = this.source.read() as Read | null;
      if (read === null) break;
      reads.push(read);
      this.taken += 1;
    }
    return reads;
  }

  private behindNow(): number {
    return this.taken + this.source.readableLength;
  }

  private mark(mark: Mark): void {
    this.marks.push(mark);
    this.wake();
  }

  private end(): void {
    this.isAtEnd = true;
    this.wake();
  }
}

const told = (mark: Mark): Pick<Pulled<unknown>, 'checkpoint' | 'isCaughtUp'> =>
  'checkpoint' in mark ? { checkpoint: mark.checkpoint, isCaughtUp: false } : { isCaughtUp: true };
