import type { Position } from '../store/event-store';
import { type Connection, eventsOf } from './connection';
import { comparePlaces, positionOf } from './positions';
import { isOwnOfServer, type ReadEvent } from './stored-events';

/** Events taken at once while the server's own are passed over. */
const page = 32;

/** Up to `through`, nothing of ours stands behind `newest`. */
interface Seen {
  readonly through: Position;
  readonly newest: Position | undefined;
}

/**
 * Where the newest event of ours stands. KurrentDB tells the end of its log, and that is mostly an event of its own (statistics,
 * elections): so it is read backwards to the first that is not, but never again past what was passed over before.
 */
export class LogEnd {
  private seen: Seen | undefined;

  constructor(private readonly connection: Connection) {}

  /** @throws whatever the client says of it, and NoAnswer. */
  async find(): Promise<Position | undefined> {
    const { seen } = this;
    const pull = this.connection.readLog(undefined, 'backwards');
    let through: Position | undefined;
    try {
      for (;;) {
        const pulled = await pull.take(page, this.connection.deadlineMs);
        const reads = eventsOf(pulled?.reads ?? []);
        through ??= placeOf(reads[0]);
        const end = reads.find((read) => !isOwnOfServer(read) || isSeen(read, seen));
        if (end) return this.remember(through, isSeen(end, seen) ? seen?.newest : placeOf(end));
        if (!pulled || pulled.isAtEnd) return this.remember(through, undefined);
      }
    } finally {
      pull.close();
    }
  }

  private remember(through: Position | undefined, newest: Position | undefined): Position | undefined {
    // A look that began earlier may end later.
    if (through !== undefined && comparePlaces(through, this.seen?.through) >= 0) this.seen = { through, newest };
    return newest;
  }
}

const isSeen = (read: ReadEvent, seen: Seen | undefined): boolean =>
  seen !== undefined && comparePlaces(placeOf(read), seen.through) <= 0;

const placeOf = (read: ReadEvent | undefined): Position | undefined => read?.position && positionOf(read.position);
