import { Injectable } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { v7 } from 'uuid';
import type { DomainEvent } from '../events/event';
import { EventCodec } from '../events/event-codec';
import { isoInstant, type IsoInstant } from '../events/iso';
import type { EventMetadata } from '../events/metadata';
import type { Recorded } from '../events/recorded-event';
import { RequestContext } from '../request/request-context';
import { WrongExpectedRevision } from '../store/errors';
import { EventStore, type ExpectedRevision, type Position, type StoredEvent } from '../store/event-store';
import { AppendSignals } from './append-signals';
import type { Decision, Evolution } from './decider';

/** How often a decision is taken again when another writer came first. */
const attempts = 5;
const page = 500;

export interface About {
  readonly personId: string;
  readonly caseId?: string;
}

export interface DecideOptions<State> {
  /** Whom the events are about. A function where only the stream's own state tells. */
  readonly about: About | ((state: State) => About);
  /** The revision the caller saw (`If-Match`). With it there is no second attempt. */
  readonly expected?: number;
  /** When it was true; the time of recording if not given. */
  readonly occurredAt?: IsoInstant;
}

export interface Loaded<State> {
  readonly state: State;
  /** The stream's last revision; nothing where there is no stream yet. */
  readonly revision: number | undefined;
  readonly position: Position | undefined;
}

/** What a writer is told, and what its `ETag` and `Event-Position` are made of. */
export interface Written {
  readonly stream: string;
  readonly revision: number;
  /** Absent when the decision had nothing to write. */
  readonly position?: Position;
  /** As `AppendResult` has it. */
  readonly alreadyWritten: boolean | undefined;
}

/** Load, decide, append: the whole of what a command handler does. */
@Injectable()
export class Streams {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly clock: Clock,
    private readonly signals: AppendSignals,
  ) {}

  async load<State, Event extends DomainEvent>(
    evolution: Evolution<State, Event>,
    stream: string,
  ): Promise<Loaded<State>> {
    let { initial: state } = evolution;
    let last: StoredEvent | undefined;
    for (;;) {
      const events = await this.store.readStream(stream, { from: (last?.revision ?? -1) + 1, limit: page });
      for (const stored of events) state = evolution.evolve(state, this.decode<Event>(stored));
      last = events.at(-1) ?? last;
      if (events.length < page) return { state, revision: last?.revision, position: last?.position };
    }
  }

  /**
   * @throws WrongExpectedRevision when `expected` does not hold, or when others kept coming first.
   * @throws Refusal and InvalidCommand from the decision.
   */
  async decide<State, Event extends DomainEvent>(
    evolution: Evolution<State, Event>,
    stream: string,
    decision: Decision<State, Event>,
    options: DecideOptions<State>,
  ): Promise<Written> {
    const repeated = await this.findRepeat(stream);
    if (repeated) return repeated;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.decideOnce(evolution, stream, decision, options);
      } catch (error) {
        const lostRace = error instanceof WrongExpectedRevision && options.expected === undefined;
        if (!lostRace || attempt === attempts) throw error;
      }
    }
  }

  private async decideOnce<State, Event extends DomainEvent>(
    evolution: Evolution<State, Event>,
    stream: string,
    decision: Decision<State, Event>,
    options: DecideOptions<State>,
  ): Promise<Written> {
    const { state, revision, position } = await this.load(evolution, stream);
    if (options.expected !== undefined && options.expected !== revision) {
      throw new WrongExpectedRevision(stream, options.expected, revision);
    }
    const events = [decision(state)].flat() as readonly Event[];
    if (events.length === 0) return { stream, revision: revision ?? -1, position, alreadyWritten: true };
    const about =
      typeof options.about === 'function' ? options.about(events.reduce(evolution.evolve, state)) : options.about;
    const metadata = this.metadata(about, options.occurredAt);
    const encoded = await this.codec.encode(
      events.map((event, index) => ({ event, id: RequestContext.repeatableEventId(stream, index) ?? v7(), metadata })),
    );
    const expected: ExpectedRevision = revision ?? 'no-stream';
    const append = () => this.store.append(stream, encoded, expected);
    return { stream, ...(await this.signals.watch(stream, encoded, append)) };
  }

  /** A request that is repeated after a crash finds what it wrote, and decides nothing again. */
  private async findRepeat(stream: string): Promise<Written | undefined> {
    const firstId = RequestContext.repeatableEventId(stream, 0);
    const first = firstId && (await this.store.findEvent(firstId, { stream }));
    if (!first) return undefined;
    let last = first;
    for (const [index, event] of (await this.store.readStream(stream, { from: first.revision })).entries()) {
      if (event.id !== RequestContext.repeatableEventId(stream, index)) break;
      last = event;
    }
    return { stream, revision: last.revision, position: last.position, alreadyWritten: true };
  }

  private metadata(about: About, occurredAt?: IsoInstant): EventMetadata {
    const { actor, correlationId, causationId } = RequestContext.current();
    const recordedAt = isoInstant(this.clock.now());
    return { ...about, actor, occurredAt: occurredAt ?? recordedAt, recordedAt, correlationId, causationId };
  }

  private decode<Event extends DomainEvent>(stored: StoredEvent): Recorded<Event> {
    return this.codec.decode(stored) as Recorded<Event>;
  }
}
