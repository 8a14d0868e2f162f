import { Inject, Injectable } from '@nestjs/common';
import { BackgroundLoops, pause } from '@ttg/event-sourcing';
import { Leadership } from '@ttg/event-sourcing/projections/leadership';
import { binary } from '../cloud-events/event-message';
import { noticeAttributesOf } from '../contract/attributes';
import type { TopicMessages } from '../kafka/fenced-producer';
import { kafkaSettings, type KafkaSettings } from '../kafka/kafka-settings';
import { councilTransactionalId } from '../topics/acls';
import { topicNames, type TopicNames } from '../topics/topics';
import { type Notice, NoticeSource } from './notice-source';
import { LeaseLost, Publishing, type Turn } from './publishing';

/** How often it is asked what was let out. Milliseconds. */
const askEvery = 1_000;
/** Few are sent at a time: each batch is read just before it goes, so that what was silenced meanwhile does not. */
const mostAtOnce = 100;
/** How it is known to those who keep the notices. */
export const consumer = 'kafka';

/** Publishes the notices to councils, each to its council's topic. Where it breaks off, the same notices come again, with the same ids. */
@Injectable()
export class CouncilRelay extends Publishing {
  readonly name = 'relay to councils';
  protected readonly transactionalId: string;
  private readonly topics: TopicNames;

  constructor(
    loops: BackgroundLoops,
    leadership: Leadership,
    private readonly notices: NoticeSource,
    @Inject(kafkaSettings) settings: KafkaSettings,
  ) {
    super(loops, leadership, settings);
    this.topics = topicNames(settings.topicPrefix);
    this.transactionalId = councilTransactionalId(settings.topicPrefix);
  }

  protected async publishAll({ leads, openProducer, goesWell }: Turn): Promise<void> {
    const publish = await openProducer();
    let sent = await this.notices.sentUpTo(consumer);
    while (!leads.aborted) {
      const notices = await this.notices.after(sent, mostAtOnce);
      const to = notices.at(-1)?.sequence;
      if (to === undefined) {
        goesWell();
        await pause(askEvery, leads);
        continue;
      }
      await publish(this.byTopic(notices));
      if (!(await this.notices.markSent(consumer, { from: sent, to }))) throw new LeaseLost();
      sent = to;
      goesWell();
    }
  }

  private byTopic(notices: readonly Notice[]): TopicMessages[] {
    const topics = new Map<string, TopicMessages['messages'][number][]>();
    for (const { council, key, thin } of notices) {
      const topic = this.topics.council(council);
      const message = binary(key, noticeAttributesOf(thin), { detailUrl: thin.detailUrl });
      topics.set(topic, [...(topics.get(topic) ?? []), message]);
    }
    return [...topics].map(([topic, messages]) => ({ topic, messages }));
  }
}
