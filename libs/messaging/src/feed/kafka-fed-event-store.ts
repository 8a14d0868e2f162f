import { Logger } from '@nestjs/common';
import { type EventBatch, EventStore, pause, type Position, type SubscribeOptions } from '@ttg/event-sourcing';
import { EventStoreUnavailable } from '@ttg/event-sourcing/store/errors';
import { refuseInvalidRead } from '@ttg/event-sourcing/store/refuse-invalid-read';
import type { KafkaMessage } from 'kafkajs';
import { fromMessage, NotAnEvent, previousOf } from '../cloud-events/event-message';
import type { KafkaSettings } from '../kafka/kafka-settings';
import { KafkaStanding } from '../kafka/kafka-standing';
import { openKafka } from '../kafka/open-kafka';
import { topicNames } from '../topics/topics';
import { Bell } from './bell';
import { type Link, LiveWindow } from './live-window';
import { tailTopic } from './topic-tail';

const defaultBatchSize = 500;
/** How long an event is waited for that others follow, before the store is asked. Milliseconds. */
const patienceWithGaps = 500;
/** How soon the store is asked where Kafka says nothing: while it is read, and while it is away. Milliseconds. */
const lookAnyway = { tailing: 30_000, away: 1_000 };
const [shortestPause, longestPause] = [100, 5_000];
/** A reading that held for this long starts again without delay: its failure is a new one. Milliseconds. */
const steady = 30_000;

/**
 * An event store whose subscribers hear from Kafka what is new, and ask the store itself only for what they missed. All else goes
 * to the store. They get the same events in the same order, and each where they left off: an event is given from Kafka only where
 * it is known to follow the last one they were given. docs/adr/0017-fed-by-kafka.md.
 */
export class KafkaFedEventStore extends EventStore {
  readonly kind: EventStore['kind'];
  private readonly logger = new Logger('Kafka feed');
  private readonly standing = new KafkaStanding(this.logger);
  private readonly window: LiveWindow;
  private readonly bell = new Bell();
  private readonly closing = new AbortController();
  private tail: Promise<void> | undefined;
  private isTailing = false;
  private gap: NodeJS.Timeout | undefined;

  /** @param name who reads: what the names of its consumer groups begin with */
  constructor(
    private readonly store: EventStore,
    private readonly settings: KafkaSettings,
    readonly name: string,
  ) {
    super();
    this.kind = store.kind;
    this.window = new LiveWindow((a, b) => store.comparePositions(a, b));
  }

  /** Whether Kafka tells it now what is new, or it asks the store. */
  get isReading(): boolean {
    return this.isTailing;
  }

  /** Up to where Kafka has told everything since it reads; nothing before the first message. */
  get toldUpTo(): Position | undefined {
    return this.window.upTo;
  }

  /** What keeps it from Kafka. */
  override get fault(): string | undefined {
    return this.standing.why ?? this.store.fault;
  }

  append: EventStore['append'] = (...given) => this.store.append(...given);
  readStream: EventStore['readStream'] = (...given) => this.store.readStream(...given);
  findEvent: EventStore['findEvent'] = (...given) => this.store.findEvent(...given);
  readAll: EventStore['readAll'] = (options) => this.store.readAll(options);
  lastPosition: EventStore['lastPosition'] = () => this.store.lastPosition();
  comparePositions: EventStore['comparePositions'] = (a, b) => this.store.comparePositions(a, b);
  parsePosition: EventStore['parsePosition'] = (text) => this.store.parsePosition(text);

  subscribe(options: SubscribeOptions): AsyncGenerator<EventBatch> {
    refuseInvalidRead(this, options);
    return this.follow(options);
  }

  private async *follow(options: SubscribeOptions): AsyncGenerator<EventBatch> {
    const { batchSize = defaultBatchSize, onCaughtUp, signal: own } = options;
    const signal = own ? AbortSignal.any([own, this.closing.signal]) : this.closing.signal;
    this.tail ??= this.keepTailing();
    let position = options.after;
    let [isBehind, asksStore] = [true, true];
    while (!signal.aborted) {
      const { rings } = this.bell;
      const batch = await this.next({ ...options, after: position, batchSize }, asksStore, signal);
      if (!batch) return;
      if (batch.upTo !== undefined && batch.upTo !== position) {
        position = batch.upTo;
        yield batch;
      }
      if (batch.events.length === batchSize) continue;
      if (isBehind && !signal.aborted) onCaughtUp?.();
      isBehind = false;
      asksStore = !(await this.bell.wait(rings, this.patience, signal));
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.tail;
    clearTimeout(this.gap);
    await this.store.close();
  }

  private get patience(): number {
    return this.isTailing ? lookAnyway.tailing : lookAnyway.away;
  }

  private async keepTailing(): Promise<void> {
    const { signal } = this.closing;
    const kafka = openKafka(this.settings);
    const topic = topicNames(this.settings.topicPrefix).events;
    const group = `${this.settings.topicPrefix}.${this.name}`;
    for (let wait = shortestPause; !signal.aborted; wait = Math.min(wait * 2, longestPause)) {
      const began = performance.now();
      try {
        await tailTopic(
          kafka,
          { topic, group, signal },
          { onJoined: () => this.joined(), onMessages: (messages) => this.take(messages) },
        );
      } catch (error) {
        if (!signal.aborted) this.standing.failed(error, 'What is new is asked of the store.');
      }
      this.isTailing = false;
      this.missed();
      if (performance.now() - began > steady) wait = shortestPause;
      // Not all at the same moment after Kafka was away.
      await pause(wait * (0.75 + Math.random() / 2), signal);
    }
  }

  private joined(): void {
    this.isTailing = true;
    this.standing.well('it tells what is new again.');
    this.missed();
  }

  /** Nobody knows what was published meanwhile: all look into the store. */
  private missed(): void {
    this.window.clear();
    this.bell.ring();
  }

  private take(messages: readonly KafkaMessage[]): void {
    const links = messages.flatMap((message) => {
      try {
        return [this.linkOf(message)];
      } catch (error) {
        if (!(error instanceof NotAnEvent)) throw error;
        // Whatever it is: an event that is missing for it is read from the store.
        this.logger.error(`A message at offset ${message.offset} was passed over: ${error.message}`);
        return [];
      }
    });
    if (this.window.take(links)) this.bell.ring();
    this.watchGap();
  }

  /** @throws NotAnEvent also where it names a place that no store has: nobody could go on from there */
  private linkOf(message: KafkaMessage): Link {
    const [event, previous] = [fromMessage(message), previousOf(message)];
    for (const position of [event.position, previous])
      if (position !== undefined && this.store.parsePosition(position) !== position)
        throw new NotAnEvent('it names a position that is none');
    return { event, previous };
  }

  private watchGap(): void {
    if (this.window.isWaiting) this.gap ??= setTimeout(() => this.skipGap(), patienceWithGaps);
  }

  private skipGap(): void {
    this.gap = undefined;
    if (this.window.isWaiting && this.window.skip()) this.bell.ring();
  }

  /** @returns what comes next, from the window where it goes on from there; nothing when it was aborted before an answer came. */
  private async next(
    { after, batchSize: limit, types, streamPrefixes }: SubscribeOptions & { readonly batchSize: number },
    asksStore: boolean,
    signal: AbortSignal,
  ): Promise<EventBatch | undefined> {
    const filter = { types, streamPrefixes };
    const fromWindow = asksStore ? 'too-old' : this.window.read(after, limit, filter);
    if (fromWindow !== 'too-old') return fromWindow;
    for (let wait = shortestPause; !signal.aborted; wait = Math.min(wait * 2, longestPause)) {
      try {
        return await this.store.readAll({ ...filter, after, limit });
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable)) throw error;
        await pause(wait, signal);
      }
    }
    return undefined;
  }
}
