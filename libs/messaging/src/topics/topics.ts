import { councils, type GssCode } from '@ttg/reference';

/** Retention without an end: a reader that begins today reads from the first event. */
const forever = '-1';
const days = (count: number): string => String(count * 24 * 60 * 60 * 1000);

/** A topic as it is to be. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** Kafka's own names and values. What is not named is the broker's default. */
  readonly config: Readonly<Record<string, string>>;
}

/** The names of the topics of one installation. */
export interface TopicNames {
  /** Every event of every context. For the services of this program. */
  readonly events: string;
  /** What happened to alerts: they are among the events, too. */
  readonly alerts: string;
  /** What one council is told: that there is something to fetch. */
  readonly council: (code: GssCode) => string;
  /** What one council answers. It begins otherwise than those that the relay writes, so that whoever may write may be told by it. */
  readonly answers: (code: GssCode) => string;
}

/** @param prefix `ttg`, unless two installations share a cluster. */
export const topicNames = (prefix: string): TopicNames => ({
  events: `${prefix}.events.v1`,
  alerts: `${prefix}.alerts.v1`,
  council: (code) => `${prefix}.council.${code}.v1`,
  answers: (code) => `${prefix}.council-answers.${code}.v1`,
});

const common = {
  'cleanup.policy': 'delete',
  // The producer's time is when the system learned of it, which in a demo may be next year: a broker refuses that.
  'message.timestamp.type': 'LogAppendTime',
  // Events of a megabyte are what the store is tested with; a batch is cut below this.
  'max.message.bytes': String(8 * 1024 * 1024),
};

/** What councils write may hold what they decided on her, in clear: it stays for as long as a restore of ours may be behind. */
const ofAnswers = {
  ...common,
  'retention.ms': days(7),
  // The longest text an answer takes is 20,000 characters: six bytes each at most, as JSON writes them.
  'max.message.bytes': String(256 * 1024),
  // The broker unpacks what a council has packed in whatever way: our reader knows one of them.
  'compression.type': 'uncompressed',
};

/**
 * All topics of one installation.
 *
 * Events are kept without an end: sealed fields stay sealed here, and when the keys of a woman are destroyed nothing of hers can
 * be read on the topic either. The number of partitions never changes: it decides which partition a case is in.
 */
export const topicsOf = (prefix: string): readonly Topic[] => {
  const names = topicNames(prefix);
  return [
    { name: names.events, partitions: 12, config: { ...common, 'retention.ms': forever } },
    { name: names.alerts, partitions: 12, config: { ...common, 'retention.ms': days(90) } },
    ...councils.map(({ code }) => ({
      name: names.council(code),
      partitions: 1,
      config: { ...common, 'retention.ms': days(30) },
    })),
    ...councils.map(({ code }) => ({ name: names.answers(code), partitions: 1, config: ofAnswers })),
  ];
};
