import { Logger } from '@nestjs/common';
import { Background, type BackgroundLoops, pause } from '@ttg/event-sourcing';
import type { Leadership } from '@ttg/event-sourcing/projections/leadership';
import { type Kafka, KafkaJSError } from 'kafkajs';
import { FencedProducer, ProducerFenced, type TopicMessages } from '../kafka/fenced-producer';
import { inTime, TookTooLong } from '../kafka/in-time';
import type { KafkaSettings } from '../kafka/kafka-settings';
import { KafkaStanding } from '../kafka/kafka-standing';
import { openKafka } from '../kafka/open-kafka';
import { type Topic, topicsOf } from '../topics/topics';

/** A transaction, or the opening of a producer, that takes longer has failed. Milliseconds. */
const longest = 15_000;
const shortestPause = 100;
const longestPause = 5_000;

/** What the relay of this process does. */
export type RelayState =
  /** Another process relays, or this one has not begun. */
  'waiting' | 'relaying' | 'kafka-away';

/** Another relay has taken over: what we publish is no longer ours to publish. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor() {
    super('Another relay has taken over.');
  }
}

/** What whoever leads is given for the time that it does. */
export interface Turn {
  /** Aborts when we lead no longer, or all is to end. */
  readonly leads: AbortSignal;
  /** Opens the producer, which ends that of the one before: what is stored by then is where that one stood. */
  readonly openProducer: () => Promise<Publish>;
  /** To be told of each success, and where there was nothing to do. */
  readonly goesWell: () => void;
}

/** Publishes all or none. @throws ProducerFenced */
export type Publish = (messages: readonly TopicMessages[]) => Promise<void>;

/**
 * Something that publishes to Kafka, in one process at a time. While Kafka is away, nothing waits but this loop: it gives up the
 * lead in between, to one who may reach it. docs/adr/0016-relay.md says what two of them can and cannot do.
 */
export abstract class Publishing extends Background {
  protected readonly logger = new Logger('Relay');
  private readonly kafka: Kafka;
  private readonly declared: readonly Topic[];
  private readonly standing = new KafkaStanding(this.logger);
  private current: RelayState = 'waiting';

  constructor(
    loops: BackgroundLoops,
    private readonly leadership: Leadership,
    settings: KafkaSettings,
  ) {
    super(loops);
    this.kafka = openKafka(settings);
    this.declared = topicsOf(settings.topicPrefix);
  }

  get state(): RelayState {
    return this.current;
  }

  /** What keeps it from Kafka, in a sentence that anybody may read. */
  get why(): string | undefined {
    return this.current === 'kafka-away' ? this.standing.why : undefined;
  }

  /** The same in every process that does this work; no other work has it. */
  protected abstract readonly transactionalId: string;

  /** Publishes until its turn ends. @throws LeaseLost */
  protected abstract publishAll(turn: Turn): Promise<void>;

  protected override async run(signal: AbortSignal): Promise<void> {
    let wait = shortestPause;
    while (!signal.aborted) {
      try {
        await this.waitForTurn(signal, (leads) => this.take(leads, () => (wait = shortestPause)));
        this.current = 'waiting';
      } catch (error) {
        this.current = isKafkas(error) ? 'kafka-away' : 'waiting';
        if (!isKafkas(error)) throw error;
        this.standing.failed(error, `What the ${this.name} has waits in the database.`);
      }
      await pause(wait * (0.75 + Math.random() / 2), signal);
      wait = Math.min(wait * 2, longestPause);
    }
  }

  private async waitForTurn(signal: AbortSignal, work: (leads: AbortSignal) => Promise<void>): Promise<void> {
    const begun = new AbortController();
    // Where the turn does not come, somebody else relays, and reaches Kafka.
    void pause(longestPause, begun.signal).then(() => {
      if (!begun.signal.aborted) this.current = 'waiting';
    });
    try {
      await this.leadership.lead(`relay.${this.transactionalId}`, signal, (leads) => {
        begun.abort();
        return work(leads);
      });
    } finally {
      begun.abort();
    }
  }

  private async take(leads: AbortSignal, onSuccess: () => void): Promise<void> {
    let producer: FencedProducer | undefined;
    const goesWell = (): void => {
      this.standing.well(`the ${this.name} goes on.`);
      this.current = 'relaying';
      onSuccess();
    };
    const openProducer = async (): Promise<Publish> => {
      const opened = await this.open(leads);
      producer = opened;
      return (messages) => inTime(opened.publish(messages), { longest, signal: leads });
    };
    try {
      await this.publishAll({ leads, openProducer, goesWell });
    } catch (error) {
      // Whoever took over goes on where we were.
      if (!(error instanceof LeaseLost || error instanceof ProducerFenced)) throw error;
      this.logger.warn(`Another ${this.name} has taken over.`);
    } finally {
      await producer?.close();
    }
  }

  private async open(leads: AbortSignal): Promise<FencedProducer> {
    const opening = FencedProducer.open(this.kafka, this.transactionalId, this.declared);
    return inTime(opening, { longest, signal: leads }).catch((error: unknown) => {
      // Should it come yet, nobody needs it.
      void opening.then((late) => late.close()).catch(() => undefined);
      throw error;
    });
  }
}

const isKafkas = (error: unknown): boolean => error instanceof KafkaJSError || error instanceof TookTooLong;
