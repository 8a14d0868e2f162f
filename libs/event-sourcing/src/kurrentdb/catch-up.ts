import type { EventBatch, EventFilter, Position } from '../store/event-store';
import { type Connection, eventsOf } from './connection';
import { isWanted } from './event-filter';
import { comparePlaces, laterPlace, positionOf } from './positions';
import type { Pulled } from './pull';
import { type ReadEvent, storedEventOf } from './stored-events';

/** How long a batch that is not full waits for more to come, while the server is still sending what there was. Milliseconds. */
const gatherMs = 20;
/** Events taken at once from the end of the log. */
const tailPage = 32;

export interface CatchUpOptions extends EventFilter {
  readonly after: Position | undefined;
  /** A place that is known to have been written: this is how far it goes at least. */
  readonly goal: Position;
  readonly batchSize: number;
  readonly signal?: AbortSignal;
}

/**
 * All events after a position up to what is written now, in batches; the last goes to `goal` or past it.
 *
 * Most of it comes by a subscription that the server filters, so that what is left out is not sent. The server says how far it
 * is only now and then, and at its end it may be a page short of it (KurrentDB sends the beginning of the page it read last). So
 * what lies between that and the goal is read without a filter: nothing is taken as left out that was not seen or vouched for.
 * @throws whatever the client says of it, and NoAnswer.
 */
export async function* catchUp(connection: Connection, options: CatchUpOptions): AsyncGenerator<EventBatch> {
  let reached = options.after;
  for await (const batch of filtered(connection, options)) {
    reached = batch.upTo;
    yield batch;
  }
  while (comparePlaces(reached, options.goal) < 0 && !options.signal?.aborted) {
    const batch = await tail(connection, options, reached);
    if (options.signal?.aborted) return;
    // Nothing more there: the goal was an event that is no longer in the log.
    reached = batch.upTo === reached ? options.goal : batch.upTo;
    yield { ...batch, upTo: reached };
  }
}

async function* filtered(connection: Connection, options: CatchUpOptions): AsyncGenerator<EventBatch> {
  const { batchSize, signal } = options;
  const pull = connection.subscribe(options.after, options, batchSize);
  const batch = new GrowingBatch(options, options.after);
  try {
    for (;;) {
      const pulled = await gather(pull, batchSize - batch.size, batch.size > 0, connection.deadlineMs, signal);
      if (!pulled || pulled.isAtEnd) return;
      batch.take(pulled);
      const isTold = pulled.isPause || pulled.checkpoint !== undefined || pulled.isCaughtUp;
      if (batch.size >= batchSize || (isTold && batch.saysSomething)) yield batch.give();
      if (pulled.isCaughtUp) return;
    }
  } finally {
    pull.close();
  }
}

/** What was taken and not yet given. */
class GrowingBatch {
  private wanted: ReadEvent[] = [];
  private given: Position | undefined;

  constructor(
    private readonly filter: EventFilter,
    private upTo: Position | undefined,
  ) {
    this.given = upTo;
  }

  get size(): number {
    return this.wanted.length;
  }

  get saysSomething(): boolean {
    return this.size > 0 || comparePlaces(this.upTo, this.given) > 0;
  }

  take({ reads, checkpoint }: Gathered): void {
    const events = eventsOf(reads);
    this.wanted.push(...events.filter((read) => isWanted(read, this.filter)));
    this.upTo = laterPlace(this.upTo, checkpoint ?? placeOf(events.at(-1)));
  }

  give(): EventBatch {
    const events = this.wanted.map(storedEventOf);
    this.wanted = [];
    this.given = this.upTo;
    return { events, upTo: this.upTo };
  }
}

type Pulling = ReturnType<Connection['subscribe']>;
type Read = { readonly event?: ReadEvent };
/** A pause: something waits to be given, and no more comes for a moment. */
type Gathered = Pulled<Read> & { readonly isPause?: true };

const gather = async (
  pull: Pulling,
  most: number,
  isWaited: boolean,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<Gathered | undefined> => {
  if (!isWaited) return pull.take(most, deadlineMs, signal);
  const now = pull.takeNow(most);
  if (now) return now;
  const nothing = { reads: [], isCaughtUp: false, isAtEnd: false };
  return (await pull.idle(gatherMs, signal)) ? { ...nothing, isPause: true } : nothing;
};

const tail = async (
  connection: Connection,
  { goal, batchSize, signal, ...filter }: CatchUpOptions,
  after: Position | undefined,
): Promise<EventBatch> => {
  const pull = connection.readLog(after, 'forwards');
  const wanted: ReadEvent[] = [];
  let upTo = after;
  try {
    while (wanted.length < batchSize && comparePlaces(upTo, goal) < 0) {
      const pulled = await pull.take(Math.min(tailPage, batchSize - wanted.length), connection.deadlineMs, signal);
      if (!pulled || pulled.isAtEnd) break;
      const reads = eventsOf(pulled.reads).filter((read) => comparePlaces(placeOf(read), upTo) > 0);
      wanted.push(...reads.filter((read) => isWanted(read, filter)));
      upTo = laterPlace(upTo, placeOf(reads.findLast((read) => !read.type.startsWith('$'))));
    }
  } finally {
    pull.close();
  }
  return { events: wanted.map(storedEventOf), upTo };
};

const placeOf = (read: ReadEvent | undefined): Position | undefined => read?.position && positionOf(read.position);
