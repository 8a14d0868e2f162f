import { Injectable } from '@nestjs/common';
import type { Counter, Gauge } from 'prom-client';
import { Measures } from './measures';

/** How far somebody is behind the events it is to take. */
export interface Behind {
  readonly events: number;
  /** How long the first of them has been waiting; 0 with none. */
  readonly seconds: number;
}

const webhookOutcomes = ['delivered', 'failed', 'dead'] as const;
export type WebhookOutcome = (typeof webhookOutcomes)[number];

/** How a consumer group stands, as far as this process knows. */
export interface GroupStanding {
  /** Whether this process reads for it now. */
  readonly isReading: boolean;
  /** Nothing where it does not read: it would say 0 of what it does not know. */
  readonly behind?: Behind;
}

type Tell = (name: string, behind: Behind) => void;

/**
 * The port through which relays, consumer groups and webhooks are measured: each says its own name and how it is asked. The
 * figures exist in every service, empty where it has none of these.
 */
@Injectable()
export class MessagingMeasures {
  private readonly webhooks: Counter<'outcome'>;
  private readonly relay: Tell;
  private readonly group: Tell;
  private readonly reading: Gauge<'consumer_group'>;

  constructor(private readonly measures: Measures) {
    this.relay = this.follow('relay', 'the event store, or of notices from the gate');
    this.group = this.follow('consumer_group', 'its topic');
    this.reading = measures.gauge({
      name: 'ttg_consumer_group_reading',
      help: '1 where this process reads for it, 0 where another does, or none',
      labels: ['consumer_group'],
    });
    measures.onRead([this.reading], async () => undefined);
    this.webhooks = measures.counter({
      name: 'ttg_webhook_deliveries_total',
      help: 'Attempts to deliver a webhook: delivered, failed and to be tried again, or dead after the last',
      labels: ['outcome'],
      fromStart: webhookOutcomes.map((outcome) => ({ outcome })),
    });
  }

  /** @param read is called when figures are asked for; what it throws is counted, and the figure left out */
  watchRelay(name: string, read: () => Promise<Behind>): void {
    this.measures.onRead([], async () => this.relay(name, await read()));
  }

  /** @param group what it is called in figures: one name for all processes of it */
  watchGroup(group: string, read: () => Promise<GroupStanding>): void {
    this.measures.onRead([], async () => {
      const { isReading, behind } = await read();
      this.reading.set({ consumer_group: group }, isReading ? 1 : 0);
      if (behind) this.group(group, behind);
    });
  }

  webhook(outcome: WebhookOutcome): void {
    this.webhooks.inc({ outcome });
  }

  private follow(what: 'relay' | 'consumer_group', source: string): Tell {
    const labels = [what];
    const events = this.measures.gauge({
      name: `ttg_${what}_lag_events`,
      help: `Events it has not yet taken from ${source}`,
      labels,
    });
    const seconds = this.measures.gauge({
      name: `ttg_${what}_lag_seconds`,
      help: 'How long the first of them has been waiting',
      labels,
    });
    // Emptied once for all of them; then each is asked for itself, and one that fails takes no other with it.
    this.measures.onRead([events, seconds], async () => undefined);
    return (name, behind) => {
      events.set({ [what]: name }, behind.events);
      seconds.set({ [what]: name }, behind.seconds);
    };
  }
}
