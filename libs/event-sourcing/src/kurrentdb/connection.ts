import {
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  type EventData,
  eventTypeFilter,
  FORWARDS,
  NO_STREAM,
  type Position as LogPosition,
  START,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { EventFilter, Position, ReadStreamOptions } from '../store/event-store';
import { parseConnectionString } from './connection-string';
import { InvalidConnectionString } from './errors';
import { isOfType, NoAnswer } from './failures';
import { logPositionOf, positionOf } from './positions';
import { Pull } from './pull';
import type { ReadEvent } from './stored-events';

/** What the server says to an append: the revision of its last event, or the one the stream is at. -1: there is no stream. */
export type AppendAnswer =
  | { readonly kind: 'written'; readonly revision: number; readonly position: Position | undefined }
  | { readonly kind: 'wrong-version'; readonly current: number };

interface Resolved {
  readonly event?: ReadEvent;
}

/** Events and types of the server's own begin with a dollar: they stay there. */
const noneOfServer = '^[^$]';

/** How many events the server considers before it says how far it is: 32 times this (streams.proto, checkpointIntervalMultiplier). */
const checkpointInterval = 32;

/**
 * One client of KurrentDB, with what it lacks: a deadline on each call, and the leader for each.
 *
 * Appends are made with the credentials at hand. That is also what keeps the client from its batch append, whose open calls of all
 * clients of a process stand in one map: where the stream of one breaks, the calls of all are failed, and the answer that comes
 * to one of them afterwards throws where nobody can catch it.
 */
export class Connection {
  private readonly client: EventStoreDBClient;
  private readonly common;

  /** @param deadlineMs how long an answer is waited for. @throws InvalidConnectionString */
  constructor(
    text: string,
    readonly deadlineMs: number,
  ) {
    const { connectionString, credentials } = parseConnectionString(text);
    this.common = { credentials, requiresLeader: true };
    try {
      this.client = EventStoreDBClient.connectionString(connectionString);
    } catch {
      // The client's own error holds the string, and the string a password.
      throw new InvalidConnectionString(
        'The client of KurrentDB cannot read its connection string, or a file it names.',
      );
    }
  }

  /** @param expected -1 for no stream. @throws whatever the client says of it, and NoAnswer. */
  async append(stream: string, events: EventData[], expected: number): Promise<AppendAnswer> {
    const expectedRevision: AppendExpectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
    const options = { ...this.common, expectedRevision, deadline: this.deadlineMs };
    try {
      const { nextExpectedRevision, position } = await this.inTime(this.client.appendToStream(stream, events, options));
      return { kind: 'written', revision: Number(nextExpectedRevision), position: position && positionOf(position) };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      const { actualVersion } = error;
      return { kind: 'wrong-version', current: typeof actualVersion === 'bigint' ? Number(actualVersion) : -1 };
    }
  }

  /** @returns nothing of a stream that does not exist. @throws whatever the client says of it, and NoAnswer. */
  async readStream(stream: string, { direction, from, limit }: ReadStreamOptions): Promise<readonly ReadEvent[]> {
    if (limit === 0) return [];
    const isBackwards = direction === 'backwards';
    const source = this.client.readStream(stream, {
      ...this.common,
      direction: isBackwards ? BACKWARDS : FORWARDS,
      fromRevision: from === undefined ? (isBackwards ? END : START) : BigInt(from),
      maxCount: limit,
    });
    const pull = new Pull<Resolved>(source);
    const reads: ReadEvent[] = [];
    try {
      for (;;) {
        const pulled = await pull.take(Number.POSITIVE_INFINITY, this.deadlineMs);
        if (!pulled || pulled.isAtEnd) return reads;
        reads.push(...eventsOf(pulled.reads));
      }
    } catch (error) {
      if (isOfType(error, ErrorType.STREAM_NOT_FOUND)) return [];
      throw error;
    } finally {
      pull.close();
    }
  }

  /** The whole log, the server's own events among it, from a position (inclusive) or from an end. */
  readLog(from: Position | undefined, direction: 'forwards' | 'backwards'): Pull<Resolved> {
    const isBackwards = direction === 'backwards';
    return new Pull<Resolved>(
      this.client.readAll({
        ...this.common,
        direction: isBackwards ? BACKWARDS : FORWARDS,
        fromPosition: from === undefined ? (isBackwards ? END : START) : logPositionOf(from),
      }),
    );
  }

  /** @returns the event at a position, or the next after it. @throws whatever the client says of it, and NoAnswer. */
  async readAt(position: Position): Promise<ReadEvent | undefined> {
    const options = {
      ...this.common,
      direction: FORWARDS,
      fromPosition: logPositionOf(position),
      maxCount: 1,
    } as const;
    const pull = new Pull<Resolved>(this.client.readAll(options));
    try {
      return eventsOf((await pull.take(1, this.deadlineMs))?.reads ?? [])[0];
    } finally {
      pull.close();
    }
  }

  /**
   * What comes after a position. The server filters by stream prefix, or else by type, for it can do one of the two; the other
   * is left to the caller, and so is the rest of a type that begins as another does.
   */
  subscribe(after: Position | undefined, filter: EventFilter, bufferSize: number): Pull<Resolved> {
    const pulls: Pull<Resolved>[] = [];
    const checkpoints: Checkpoints = {
      checkpointInterval,
      checkpointReached: (_, position) => pulls[0]?.checkpoint(positionOf(position)),
    };
    const source = this.client.subscribeToAll(
      {
        ...this.common,
        fromPosition: after === undefined ? START : logPositionOf(after),
        filter: serverFilter(filter, checkpoints),
      },
      { highWaterMark: bufferSize },
    );
    const pull = new Pull<Resolved>(source);
    pulls.push(pull);
    return pull;
  }

  /** Ends whatever goes on. */
  async close(): Promise<void> {
    await this.client.dispose();
  }

  /** The client keeps to the deadline of a call, but not while it looks for a node to send it to. */
  private async inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const patience = this.deadlineMs + 1_000;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new NoAnswer(patience)), patience);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

export const eventsOf = (reads: readonly Resolved[]): ReadEvent[] => reads.flatMap(({ event }) => event ?? []);

interface Checkpoints {
  readonly checkpointInterval: number;
  readonly checkpointReached: (subscription: unknown, position: LogPosition) => void;
}

const serverFilter = ({ streamPrefixes, types }: EventFilter, checkpoints: Checkpoints) => {
  if (streamPrefixes?.length) return streamNameFilter({ ...checkpoints, prefixes: [...streamPrefixes] });
  if (types?.length) return eventTypeFilter({ ...checkpoints, prefixes: [...types] });
  return eventTypeFilter({ ...checkpoints, regex: noneOfServer });
};
