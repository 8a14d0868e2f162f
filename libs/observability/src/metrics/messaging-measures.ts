import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Measures } from './measures';

/** How far somebody is behind the events it is to take. */
export interface Behind {
  readonly events: number;
  /** How long the first of them has been waiting; 0 with none. */
  readonly seconds: number;
}

export type WebhookOutcome = 'delivered' | 'failed' | 'dead';

/** Has somebody asked each time that figures are. */
type Watch = (name: string, read: () => Promise<Behind>) => void;

/**
 * The port through which relays, consumer groups and webhooks are measured: each says its own name and how it is asked. The
 * figures exist in every service, empty where it has none of these.
 */
@Injectable()
export class MessagingMeasures {
  private readonly webhooks: Counter<'outcome'>;
  private readonly relay: Watch;
  private readonly group: Watch;

  constructor(private readonly measures: Measures) {
    this.relay = this.follow('relay', 'the event store, or of notices from the gate');
    this.group = this.follow('consumer_group', 'its topic');
    this.webhooks = measures.counter({
      name: 'ttg_webhook_deliveries_total',
      help: 'Attempts to deliver a webhook: delivered, failed and to be tried again, or dead after the last',
      labels: ['outcome'],
    });
  }

  /** @param read is called when figures are asked for; what it throws is counted, and the figure left out */
  watchRelay(name: string, read: () => Promise<Behind>): void {
    this.relay(name, read);
  }

  /** @param group the id of a consumer group */
  watchGroup(group: string, read: () => Promise<Behind>): void {
    this.group(group, read);
  }

  webhook(outcome: WebhookOutcome): void {
    this.webhooks.inc({ outcome });
  }

  private follow(what: 'relay' | 'consumer_group', source: string): Watch {
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
    return (name, read) =>
      this.measures.onRead([], async () => {
        const behind = await read();
        events.set({ [what]: name }, behind.events);
        seconds.set({ [what]: name }, behind.seconds);
      });
  }
}
