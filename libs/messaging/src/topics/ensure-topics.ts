import { pause } from '@ttg/event-sourcing';
import { type Admin, ConfigResourceTypes, type Kafka } from 'kafkajs';
import { kafkaErrorType } from '../kafka/kafka-error';
import type { Topic } from './topics';

/** Topics are asked for so many at a time: a broker of one node takes a while for each. */
const atOnce = 100;
/** For each of these requests. Milliseconds. */
const patience = 60_000;
const usualReplication = 3;

/** What `ensureTopics` found and did. */
export interface EnsuredTopics {
  readonly created: readonly string[];
  /** Stood, with other settings, and have ours now. */
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** How many brokers keep each of those created. */
  readonly replication: number;
  /** Stood with another number of partitions: nobody may change that, for the order of a case would be lost. */
  readonly otherwisePartitioned: readonly { readonly name: string; readonly has: number; readonly wants: number }[];
}

/**
 * Makes the topics that are missing, and gives those that stand their settings. It can be repeated at any time.
 * @param replication how many brokers keep each new topic: three, or as many as there are.
 */
export const ensureTopics = async (
  kafka: Kafka,
  topics: readonly Topic[],
  { replication }: { readonly replication?: number } = {},
): Promise<EnsuredTopics> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const copies = replication ?? Math.min(usualReplication, (await admin.describeCluster()).brokers.length);
    const standing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !standing.has(name));
    const present = topics.filter(({ name }) => standing.has(name));
    for (const some of inParts(missing)) await create(admin, some, copies);
    for (const some of inParts(missing)) await untilKnown(admin, some);
    const changed = await configure(admin, present);
    return {
      created: missing.map(({ name }) => name),
      changed,
      unchanged: present.length - changed.length,
      replication: copies,
      otherwisePartitioned: await otherwisePartitioned(admin, present),
    };
  } finally {
    await admin.disconnect();
  }
};

const create = async (admin: Admin, topics: readonly Topic[], replication: number): Promise<void> => {
  await admin.createTopics({
    timeout: patience,
    waitForLeaders: false,
    topics: topics.map(({ name, partitions, config }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: entriesOf({ config, replication }),
    })),
  });
};

/** What the controller has made, a broker knows a moment later: who is told that it is made may use it. */
const untilKnown = async (admin: Admin, topics: readonly Topic[]): Promise<void> => {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
      return;
    } catch (error) {
      const isYetToCome = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'].includes(kafkaErrorType(error) ?? '');
      if (!isYetToCome || performance.now() > deadline) throw error;
      await pause(100);
    }
  }
};

/** What is acknowledged stands on two brokers, where there are two or more: one may be lost. */
const entriesOf = ({ config, replication }: { config: Topic['config']; replication: number }) =>
  Object.entries({ ...config, 'min.insync.replicas': String(Math.min(2, replication)) }).map(([name, value]) => ({
    name,
    value,
  }));

/** @returns the names of those that had other settings. */
const configure = async (admin: Admin, topics: readonly Topic[]): Promise<string[]> => {
  const changed: string[] = [];
  for (const some of inParts(topics)) {
    const replicas = await replicasOf(admin, some);
    const wanted = some.map(({ name, config }) => ({
      name,
      entries: entriesOf({ config, replication: replicas.get(name) ?? 1 }),
    }));
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: wanted.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
    });
    const stands = new Map(
      resources.map(({ resourceName, configEntries }) => [
        resourceName,
        new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
      ]),
    );
    const other = wanted.filter(({ name, entries }) =>
      entries.some((entry) => stands.get(name)?.get(entry.name) !== entry.value),
    );
    if (other.length === 0) continue;
    await admin.alterConfigs({
      validateOnly: false,
      resources: other.map(({ name, entries }) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries: entries })),
    });
    changed.push(...other.map(({ name }) => name));
  }
  return changed;
};

const replicasOf = async (admin: Admin, topics: readonly Topic[]): Promise<Map<string, number>> => {
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  return new Map(found.map(({ name, partitions }) => [name, partitions[0]?.replicas.length ?? 1]));
};

const otherwisePartitioned = async (admin: Admin, topics: readonly Topic[]) => {
  if (topics.length === 0) return [];
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  const has = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
  return topics.flatMap(({ name, partitions: wants }) => {
    const count = has.get(name) ?? 0;
    return count === wants ? [] : [{ name, has: count, wants }];
  });
};

const inParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_, part) => all.slice(part * atOnce, (part + 1) * atOnce));
