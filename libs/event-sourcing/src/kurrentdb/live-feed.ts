import { Logger } from '@nestjs/common';
import type { EventBatch, EventFilter, Position } from '../store/event-store';
import { RecentEvents } from '../store/recent-events';
import { backOff } from './back-off';
import { type Connection, eventsOf } from './connection';
import { RefusedByStore } from './errors';
import { isWanted } from './event-filter';
import { isPassing, readFailure, refusal } from './failures';
import type { LogEnd } from './log-end';
import { comparePlaces } from './positions';
import { type ReadEvent, storedEventOf } from './stored-events';

/** So many of the newest events are kept. */
const mostKept = 500;

const logger = new Logger('KurrentDB');

/**
 * What is written from now on, heard once for all subscriptions of a process that have caught up. Each of them would otherwise
 * have a subscription of its own, and one with a filter is told only now and then how far it is: a reader that waits for her own
 * write would wait for 32 other events to come.
 *
 * It runs while somebody is there, and goes on where it was when its connection breaks.
 */
export class LiveFeed {
  private readonly recent = new RecentEvents(comparePlaces, mostKept);
  /** Whether the server is being heard, and has said that nothing older is to come. */
  private isLive = false;
  /** What the server refused it with, until it is heard again. */
  private refusal: Error | undefined;
  private users = 0;
  private running: AbortController | undefined;
  private readonly wakers = new Set<() => void>();

  constructor(
    private readonly connection: Connection,
    private readonly end: LogEnd,
  ) {}

  /** Listens from now on, until as many have left as have come. */
  enter(): void {
    this.users += 1;
    if (this.users > 1) return;
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  leave(): void {
    this.users -= 1;
    if (this.users === 0) this.running?.abort();
  }

  /**
   * @returns where it stands, as soon as it hears the server; undefined in an empty store, and on abort.
   * @throws RefusedByStore
   */
  async untilLive(signal: AbortSignal): Promise<Position | undefined> {
    while (!this.isLive && !signal.aborted) await this.change(signal);
    return this.recent.upTo;
  }

  /** Waits until there is something behind a position. @throws RefusedByStore */
  async untilBehind(position: Position | undefined, signal: AbortSignal): Promise<void> {
    while (comparePlaces(this.recent.upTo, position) <= 0 && !signal.aborted) await this.change(signal);
  }

  /** @returns what stands behind a position, or 'too-old' where that is not kept any more. */
  after(position: Position | undefined, filter: EventFilter, most: number): EventBatch | 'too-old' {
    return this.recent.after(position, filter, most);
  }

  /** One that was told to end touches nothing any more: the next may have begun. */
  private async run(signal: AbortSignal): Promise<void> {
    this.isLive = false;
    this.refusal = undefined;
    let hasBegun = false;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        const end = hasBegun ? this.recent.upTo : await this.end.find();
        if (signal.aborted) return;
        if (!hasBegun) this.recent.beginAt(end);
        hasBegun = true;
        await this.listen(signal, () => {
          attempt = 0;
        });
      } catch (error) {
        if (!signal.aborted) this.failed(error, attempt);
      }
      if (signal.aborted) return;
      this.isLive = false;
      await backOff(Math.max(attempt, 1), { signal });
    }
  }

  /** An outage is waited out; with what will not pass by itself all who wait are told, as for any call. */
  private failed(error: unknown, attempt: number): void {
    if (isPassing(error)) {
      this.refusal = undefined;
      if (attempt <= 1) logger.warn('KurrentDB cannot be reached; subscriptions go on as soon as it can.');
      return;
    }
    const failure = readFailure(error);
    // Once: it is tried again for as long as somebody is there.
    if (!this.refusal) logger.error(failure instanceof RefusedByStore ? failure.message : failure);
    this.isLive = false;
    this.refusal = failure instanceof Error ? failure : refusal(error);
    this.wake();
  }

  private async listen(signal: AbortSignal, onLive: () => void): Promise<void> {
    const pull = this.connection.subscribe(this.recent.upTo, {}, mostKept);
    try {
      for (;;) {
        // What it has to say first it has to say in time. After that nothing may happen for hours; that nobody is there any more
        // the client's keep-alive finds out, within twenty seconds unless the connection string says otherwise.
        const deadlineMs = this.isLive ? Number.POSITIVE_INFINITY : this.connection.deadlineMs;
        const pulled = await pull.take(mostKept, deadlineMs, signal);
        if (!pulled || pulled.isAtEnd || signal.aborted) return;
        this.keep(eventsOf(pulled.reads));
        if (pulled.isCaughtUp && !this.isLive) {
          this.isLive = true;
          this.refusal = undefined;
          onLive();
          this.wake();
        }
      }
    } finally {
      pull.close();
    }
  }

  private keep(reads: readonly ReadEvent[]): void {
    const wanted = reads.filter((read) => isWanted(read, {}));
    if (wanted.length === 0) return;
    this.recent.add(wanted.map(storedEventOf));
    this.wake();
  }

  /** Waits for the next change of any kind. @throws RefusedByStore */
  private async change(signal: AbortSignal): Promise<void> {
    if (this.refusal) throw this.refusal;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.wakers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  private wake(): void {
    for (const wake of [...this.wakers]) wake();
  }
}
