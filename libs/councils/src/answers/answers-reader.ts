import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { Background, BackgroundLoops, pause } from '@ttg/event-sourcing';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import { type Arrived, readTopics, type Taken } from '@ttg/messaging/inbound/read-topics';
import { inTime, letGo, TookTooLong } from '@ttg/messaging/kafka/in-time';
import { kafkaSettings, type KafkaSettings } from '@ttg/messaging/kafka/kafka-settings';
import { KafkaStanding } from '@ttg/messaging/kafka/kafka-standing';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { topicNames } from '@ttg/messaging/topics/topics';
import { councils, type GssCode } from '@ttg/reference';
import { type Kafka, KafkaJSError } from 'kafkajs';
import { AnswerDesk } from './answer-desk';
import { AnswerMeasures } from './answer-measures';
import { passes } from './passes';

const [shortestPause, longestPause] = [200, 5_000];
const forgetEvery = 3_600_000;
/** To find out which topics were made anew. Milliseconds. */
const longest = 30_000;

const noTopics = 'There is no topic for what councils answer, or none may be seen: ttg topics ensure.';

/** What this process does of the reading. */
export type ReaderState =
  /** Another process reads, or this one has not begun. */
  'waiting' | 'reading' | 'no-topics' | 'kafka-away';

/** Reads what councils answer in messages, each from its own topic, in one process at a time. */
@Injectable()
export class AnswersReader extends Background {
  readonly name = 'councils.answers';
  private readonly logger = new Logger('CouncilAnswers');
  private readonly kafka: Kafka;
  private readonly standing = new KafkaStanding(this.logger);
  /** Whose topic is which: who speaks is told by this and by nothing else. */
  private readonly councilOf: ReadonlyMap<string, GssCode>;
  private readonly group: string;
  /** Where to go on, by `topic/partition`. */
  private offsets = new Map<string, string>();
  /** Messages that wait in their place, and since when. */
  private readonly tried = new Map<string, number>();
  private forgotten = -forgetEvery;
  private current: ReaderState = 'waiting';

  constructor(
    loops: BackgroundLoops,
    private readonly leadership: Leadership,
    private readonly desk: AnswerDesk,
    @Inject(kafkaSettings) settings: KafkaSettings,
    @Optional() private readonly measures?: AnswerMeasures,
  ) {
    super(loops);
    const names = topicNames(settings.topicPrefix);
    this.kafka = openKafka(settings);
    this.councilOf = new Map(councils.map(({ code }) => [names.answers(code), code]));
    this.group = `${settings.topicPrefix}.housing.answers`;
    measures?.follow(() => this.current === 'reading');
  }

  get state(): ReaderState {
    return this.current;
  }

  /** What keeps it from Kafka, in a sentence that anybody may read. */
  get why(): string | undefined {
    if (this.current === 'no-topics') return noTopics;
    return this.current === 'kafka-away' ? this.standing.why : undefined;
  }

  protected async run(signal: AbortSignal): Promise<void> {
    let wait = shortestPause;
    while (!signal.aborted) {
      try {
        await this.leadership.lead(this.name, signal, (leads) => this.read(leads, () => (wait = shortestPause)));
        this.current = 'waiting';
      } catch (error) {
        this.current = isKafkas(error) ? 'kafka-away' : 'waiting';
        if (!isKafkas(error)) throw error;
        // What was cut off is no fault of Kafka's.
        if (signal.aborted) return;
        this.standing.failed(error, 'What councils answer waits there.');
      } finally {
        this.measures?.nothingRead();
      }
      await pause(wait * (0.75 + Math.random() / 2), signal);
      wait = Math.min(wait * 2, longestPause);
    }
  }

  private async read(signal: AbortSignal, goesWell: () => void): Promise<void> {
    await this.forgetOld();
    await inTime(this.findMadeAnew(), { longest, signal, grace: 500 });
    this.tried.clear();
    const onJoined = (): void => {
      this.standing.well('what councils answer is read again.');
      this.current = 'reading';
      goesWell();
    };
    const onNone = (): void => {
      if (this.current !== 'no-topics') this.logger.warn(noTopics);
      this.current = 'no-topics';
    };
    const reading = {
      topics: [...this.councilOf.keys()],
      ...{ group: this.group, signal, onJoined, onNone },
      from: (topic: string, partition: number) => this.offsets.get(`${topic}/${partition}`),
    };
    // Also while nothing comes: what was put aside is not kept for longer than is said.
    const tidying = setInterval(() => void this.forgetOld().catch(() => undefined), forgetEvery);
    try {
      await readTopics(this.kafka, reading, (arrived) => this.take(arrived));
    } finally {
      clearInterval(tidying);
    }
  }

  private async take(arrived: Arrived): Promise<Taken> {
    const { topic, partition, message } = arrived;
    const council = this.councilOf.get(topic);
    if (!council) return 'taken';
    const place = `${topic}/${partition}`;
    const began = this.tried.get(place) ?? performance.now();
    try {
      this.measures?.waits(arrived);
      const settled = await this.desk.take(council, arrived, performance.now() - began);
      this.offsets.set(place, String(BigInt(message.offset) + 1n));
      this.tried.delete(place);
      this.measures?.settled(settled, arrived);
      return 'taken';
    } catch (error) {
      if (!passes(error, 0)) throw error;
      this.tried.set(place, began);
      return 'later';
    }
  }

  /** A topic that ends before what was read of it is another one of that name: it is read from its beginning. */
  private async findMadeAnew(): Promise<void> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      const there = new Set(await admin.listTopics());
      for (const place of (await this.desk.offsets()).keys()) {
        const [topic = '', read = ''] = place.split('/');
        if (!this.councilOf.has(topic) || !there.has(topic)) continue;
        const end = (await admin.fetchTopicOffsets(topic)).find(({ partition }) => String(partition) === read);
        if (await this.desk.beginAnew(topic, Number(read), end?.high ?? '0'))
          this.logger.warn(`${topic} was made anew, and is read from its beginning.`);
      }
    } finally {
      await letGo(admin);
    }
    this.offsets = new Map(await this.desk.offsets());
  }

  private async forgetOld(): Promise<void> {
    // It begins anew every few seconds while Kafka is away.
    if (performance.now() - this.forgotten < forgetEvery / 2) return;
    await this.desk.forgetOld();
    this.forgotten = performance.now();
  }
}

const isKafkas = (error: unknown): boolean => error instanceof KafkaJSError || error instanceof TookTooLong;
