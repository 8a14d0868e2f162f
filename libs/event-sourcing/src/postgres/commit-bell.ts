import type { Pool } from 'pg';
import { Notifications } from './notifications';
import { statements } from './statements';

interface Waiter {
  /** The position it has read up to. */
  readonly after: bigint;
  readonly wake: () => void;
}

/**
 * Tells subscriptions that there is something new to read: after an append of this process at once, after one of another
 * process by NOTIFY, and in any case by looking every so often, for notifications can be lost. It is a hint: whoever is
 * woken reads, and an event is never taken from the hint itself.
 */
export class CommitBell {
  /** How often it rang. Taken before reading, it tells later whether something came while reading. */
  rings = 0;
  private newest = 0n;
  /** The newest it was told of that is on disk: another word of it, or of one before, is no news. */
  private told = -1n;
  private readonly waiters = new Set<Waiter>();
  private users = 0;
  private stopListening: (() => Promise<void>) | undefined;
  private poll: NodeJS.Timeout | undefined;
  private isPolling = false;

  constructor(
    private readonly pool: Pool,
    private readonly pollEveryMs: number,
    private readonly onDisk: (position: bigint) => void,
  ) {}

  /** Listens from now on, until as many have left as have come. */
  enter(): void {
    this.users += 1;
    if (this.users > 1) return;
    this.stopListening = Notifications.of(this.pool).subscribe({
      channel: 'eventstore',
      onNotice: (position) => {
        if (/^\d{1,19}$/.test(position)) this.tell(BigInt(position));
      },
      onListening: () => void this.look(),
    });
    this.poll = setInterval(() => void this.look(), this.pollEveryMs);
  }

  leave(): void {
    this.users -= 1;
    if (this.users > 0) return;
    clearInterval(this.poll);
    void this.stopListening?.();
  }

  /** All up to this position is on disk, as an append was answered or the database has notified. */
  tell(position: bigint): void {
    this.onDisk(position);
    if (position <= this.told) return;
    this.told = position;
    this.ring(position);
  }

  private ring(position: bigint): void {
    this.rings += 1;
    if (position > this.newest) this.newest = position;
    for (const waiter of this.waiters) {
      if (position > waiter.after) waiter.wake();
    }
  }

  /** @returns when there is something after `after`, unless it was there when the bell had rung `rings` times; or on abort. */
  wait(after: bigint, rings: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.rings !== rings && this.newest > after)) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiters.delete(waiter);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const waiter = { after, wake };
      this.waiters.add(waiter);
      signal.addEventListener('abort', wake);
    });
  }

  private async look(): Promise<void> {
    if (this.isPolling || this.waiters.size === 0) return;
    this.isPolling = true;
    try {
      const { rows } = await this.pool.query<{ position: string }>(statements.lastPosition);
      if (rows[0]) this.ring(BigInt(rows[0].position));
    } catch {
      // The database is away. Those who read are told by their own reads; this looks again.
    } finally {
      this.isPolling = false;
    }
  }
}
