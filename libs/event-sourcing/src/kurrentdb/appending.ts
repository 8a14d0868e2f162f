import { ErrorType, MaxAppendSizeExceededError } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AppendItem } from '../store/append-item';
import { EventIdTaken, EventNotStorable, EventStoreUnavailable, WrongExpectedRevision } from '../store/errors';
import type { AppendResult, StoredEvent } from '../store/event-store';
import { backOff, persistently } from './back-off';
import type { AppendAnswer, Connection } from './connection';
import { StreamDeletedInStore } from './errors';
import { isCertainlyNotWritten, isOfType, isPassing, readFailure, refusal } from './failures';
import { type KnownStream, KnownStreams } from './known-events';
import { appendOf, proposalsOf, storedEventsFrom } from './stored-events';

/** How often one append is sent, where its answer was lost or a node could not take it. */
const attempts = 3;
/** How often the end of a stream is looked for anew, where others write to it at the same time. */
const races = 100;
const page = 500;

const logger = new Logger('KurrentDB');

type Written = Extract<AppendAnswer, { readonly kind: 'written' }>;

/**
 * Appends, each at an exact revision of its stream. That is what makes an append safe to send twice: at an exact revision the
 * server knows a repeat by its index, for ever, while without one it knows it by what it happens to have in memory. And when
 * another event has come to stand at that revision, it is certain that ours was not written and will not be.
 */
export class Appending {
  private readonly streams = new KnownStreams();

  constructor(private readonly connection: Connection) {}

  /** @throws as EventStore.append does. */
  async append(item: AppendItem): Promise<AppendResult> {
    const { stream, expected } = item;
    const known = this.streams.of(stream);
    if (typeof expected === 'number' || expected === 'no-stream') {
      const revision = expected === 'no-stream' ? -1 : expected;
      await this.learn(known, stream, revision);
      return this.repeated(known, item) ?? this.appendAt(item, known, revision);
    }
    return this.appendAtEnd(item, known);
  }

  /** @returns the stream as far as its ids are known, up to its end. */
  async wholeStream(stream: string): Promise<KnownStream> {
    const known = this.streams.of(stream);
    await this.learn(known, stream, Number.POSITIVE_INFINITY);
    return known;
  }

  /** What was read of a stream is not read again to look for ids. */
  note(stream: string, events: readonly StoredEvent[]): void {
    if (events.length > 0) this.streams.of(stream).note(events);
  }

  private async appendAtEnd(item: AppendItem, known: KnownStream): Promise<AppendResult> {
    const { stream, expected } = item;
    for (let race = 1; ; race += 1) {
      await this.learn(known, stream, Number.POSITIVE_INFINITY);
      const repeated = this.repeated(known, item);
      if (repeated) return repeated;
      const last = known.nextRevision - 1;
      if (expected === 'stream-exists' && last < 0) throw new WrongExpectedRevision(stream, expected, undefined);
      try {
        return await this.appendAt(item, known, last);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (race === races) throw new EventStoreUnavailable('no', { cause: error });
      }
      // Those who lost the same race do not all run the next at the same moment.
      await backOff(Math.min(race, 4), { firstMs: 1, longestMs: 20 });
    }
  }

  private async appendAt(item: AppendItem, known: KnownStream, revision: number): Promise<AppendResult> {
    const append = randomUUID();
    const answer = await this.send(item, append, revision);
    if (answer.kind === 'written') return this.confirm(item, known, append, answer);
    await this.learn(known, item.stream, Number.POSITIVE_INFINITY);
    const repeated = this.repeated(known, item);
    if (repeated) return repeated;
    throw new WrongExpectedRevision(item.stream, item.expected, answer.current < 0 ? undefined : answer.current);
  }

  /** Sends until there is an answer: the same ids at the same revision, so that it is written once. */
  private async send(item: AppendItem, append: string, revision: number): Promise<AppendAnswer> {
    const proposals = proposalsOf(item, append);
    let mayBeWritten = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.connection.append(item.stream, proposals, revision);
      } catch (error) {
        if (!isPassing(error) && !mayBeWritten) throw asRefusal(item, error);
        mayBeWritten ||= !isCertainlyNotWritten(error);
        if (attempt === attempts) throw new EventStoreUnavailable(mayBeWritten ? 'unknown' : 'no', { cause: error });
      }
      await backOff(attempt);
    }
  }

  /**
   * The server's answer to a repeat is the same as to the first time. Who wrote the event that stands there is written on it.
   * If it cannot be read any more, one thing is certain all the same: it is written.
   * @throws EventStoreUnavailable where it cannot be read, and the server did not say where it stands.
   */
  private async confirm(
    { stream }: AppendItem,
    known: KnownStream,
    append: string,
    { revision, position }: Written,
  ): Promise<AppendResult> {
    try {
      const from = Math.min(known.nextRevision, revision);
      const written = { from, limit: revision - from + 1 };
      const reads = await persistently(() => this.connection.readStream(stream, written));
      const events = storedEventsFrom(reads, from);
      known.note(events);
      const [last, read] = [events.at(-1), reads.at(-1)];
      if (last?.revision === revision && read) {
        return { revision, position: last.position, alreadyWritten: appendOf(read) !== append };
      }
    } catch (error) {
      if (position === undefined) throw new EventStoreUnavailable('yes', { cause: error });
      if (!isPassing(error)) logger.error(`What was appended to ${stream} is written, and cannot be read back.`, error);
    }
    if (position === undefined) throw new EventStoreUnavailable('yes');
    return { revision, position, alreadyWritten: undefined };
  }

  /** @throws EventIdTaken */
  private repeated(known: KnownStream, { events }: AppendItem): AppendResult | undefined {
    const judged = known.judge(events.map(({ id }) => id));
    if (!judged) return undefined;
    if ('taken' in judged) throw new EventIdTaken(judged.taken);
    return { ...judged.repeat, alreadyWritten: true };
  }

  /** Reads on until the ids up to a revision are known, or to the stream's end. */
  private async learn(known: KnownStream, stream: string, revision: number): Promise<void> {
    try {
      while (known.nextRevision <= revision) {
        const next = { from: known.nextRevision, limit: page };
        const reads = await persistently(() => this.connection.readStream(stream, next));
        known.note(storedEventsFrom(reads, next.from));
        if (reads.length < page) return;
      }
    } catch (error) {
      throw isOfType(error, ErrorType.STREAM_DELETED) ? new StreamDeletedInStore(stream) : readFailure(error);
    }
  }
}

/** What the server will never take is told as what it is. */
const asRefusal = ({ stream }: AppendItem, error: unknown): Error => {
  if (isOfType(error, ErrorType.STREAM_DELETED)) return new StreamDeletedInStore(stream);
  const said = error instanceof Error ? error.message : '';
  if (error instanceof MaxAppendSizeExceededError) {
    const { maxAppendSize } = error;
    return new EventNotStorable(
      stream,
      `it has more than the ${maxAppendSize} bytes this KurrentDB takes (MaxAppendSize).`,
    );
  }
  if (/exceeds Maximum Append Event Size/.test(said)) {
    return new EventNotStorable(stream, 'one of its events is larger than this KurrentDB takes (MaxAppendEventSize).');
  }
  return refusal(error);
};
