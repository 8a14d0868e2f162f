import type { KafkaSettings } from '@ttg/messaging';
import { openKafka } from '@ttg/messaging/kafka/open-kafka';
import { topicNames } from '@ttg/messaging/topics/topics';
import type { Consumer } from 'kafkajs';
import { administering } from './as-user';

/** Leaving waits for the fetch that is under way. Milliseconds. */
const longestFetch = 200;

/**
 * Somebody who joins the consumer group of a reader of ours and has to be given a share of its partitions: the group is rebalanced
 * when he comes and when he goes, and what is published there meanwhile comes to him and not to the reader. He joins by himself.
 */
export class Stranger {
  /** His share, once he has one. */
  partitions: readonly number[] = [];
  /** The messages that came to him, by their ids of events, and the case of each. */
  readonly taken = new Map<string, string>();
  private readonly consumer: Consumer;
  private readonly joining: Promise<void>;

  constructor(settings: KafkaSettings, groupId: string) {
    const options = { sessionTimeout: 10_000, maxWaitTimeInMs: longestFetch };
    this.consumer = openKafka(settings).consumer({ groupId, ...options });
    this.joining = this.join(topicNames(settings.topicPrefix).events);
    this.joining.catch(() => undefined);
  }

  /** @throws what kept him from joining */
  async leave(): Promise<void> {
    await this.joining;
    await this.consumer.disconnect();
  }

  private async join(topic: string): Promise<void> {
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => {
      this.partitions = payload.memberAssignment[topic] ?? [];
    });
    await this.consumer.connect();
    await this.consumer.subscribe({ topic, fromBeginning: false });
    await this.consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => void this.taken.set(String(message.headers?.['ce_id']), String(message.key)),
    });
  }
}

/** The consumer groups of a reader that somebody is in, and how many. @param reader what their names begin with */
export const groupsOf = async (settings: KafkaSettings, reader: string): Promise<Map<string, number>> =>
  administering(openKafka(settings), async (admin) => {
    const ids = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
    const { groups } = await admin.describeGroups(ids.filter((id) => id.startsWith(`${reader}.`)));
    const standing = groups.filter(({ state, members }) => state === 'Stable' && members.length > 0);
    return new Map(standing.map(({ groupId, members }) => [groupId, members.length]));
  });
