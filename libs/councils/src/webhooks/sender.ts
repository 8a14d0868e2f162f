import { Injectable, Logger, Optional } from '@nestjs/common';
import { Background, BackgroundLoops, pause, ProjectionSignals } from '@ttg/event-sourcing';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { noticeAttributesOf } from '@ttg/messaging/contract/attributes';
import { MessagingMeasures } from '@ttg/observability';
import { Deliveries, type Due } from './deliveries';
import { type Outcome, post } from './post';
import { Receivers } from './receivers';
import { nextPause } from './schedule';
import { signed } from './signing';
import { Targets } from './targets';

/**
 * How many councils are sent to at the same time, and as many again of those that are slow: so long as one does not answer, it holds
 * a place of theirs, and its own notices. Many that are slow, or down, hold up nobody else.
 */
const places = 16;
/** Who has not answered by then is slow, until it answers sooner. Milliseconds. */
const slowAfter = 2000;
/** How often it looks by itself: another process may run the gate. Milliseconds. */
const lookEvery = 1000;
/** Between two looks, however busy the gate is. Milliseconds. */
const restMs = 50;
const forgetEvery = 3_600_000;

/** Posts notices to the receivers of councils, each until it is taken or three days are over. */
@Injectable()
export class WebhookSender extends Background {
  readonly name = 'councils.webhooks';
  private readonly logger = new Logger('Webhooks');
  private readonly inHand = new Map<Due, Promise<void>>();
  /** Receivers. */
  private readonly slow = new Set<string>();
  private wake = new AbortController();
  private forgotten = -forgetEvery;

  constructor(
    private readonly deliveries: Deliveries,
    private readonly receivers: Receivers,
    private readonly targets: Targets,
    private readonly signals: ProjectionSignals,
    loops: BackgroundLoops,
    @Optional() private readonly measures?: MessagingMeasures,
  ) {
    super(loops);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    const stop = this.signals.onAdvanced((name) => {
      if (name === 'councils.gate') this.wake.abort();
    });
    try {
      while (!signal.aborted) await this.round(signal);
    } finally {
      stop();
      await Promise.all(this.inHand.values());
    }
  }

  private async round(signal: AbortSignal): Promise<void> {
    this.wake = new AbortController();
    if (performance.now() - this.forgotten > forgetEvery) {
      await this.deliveries.forgetOld();
      this.forgotten = performance.now();
    }
    while (await this.deliveries.begin());
    for (const one of await this.due()) this.hold(one, signal);
    await pause(lookEvery, signal, this.wake.signal);
    await pause(restMs, signal);
  }

  private async due(): Promise<readonly Due[]> {
    const slow = [...this.slow];
    const heldBySlow = [...this.inHand.keys()].filter(({ receiverId }) => this.slow.has(receiverId)).length;
    const ofOthers = await this.deliveries.claim(places - (this.inHand.size - heldBySlow), slow);
    if (slow.length === 0) return ofOthers;
    return [...ofOthers, ...(await this.deliveries.claim(places - heldBySlow, slow, true))];
  }

  /** Sends it beside the others; whoever is done wakes the loop for what comes next to the same receiver. */
  private hold(due: Due, signal: AbortSignal): void {
    const sending = this.send(due, signal)
      // What cannot be noted now is tried again when the lease is over, under the same id.
      .catch((error: unknown) => this.logger.warn(`Delivery ${due.deliveryId} is tried again: ${errorClass(error)}`))
      .finally(() => {
        this.inHand.delete(due);
        this.wake.abort();
      });
    this.inHand.set(due, sending);
  }

  private async send(due: Due, signal: AbortSignal): Promise<void> {
    try {
      const secrets = await this.receivers.secretsOf(due.receiverId);
      const { traceparent } = noticeAttributesOf(due.notice);
      const { body, headers } = signed(due.notice.id, asCloudEvent(due), secrets, new Date());
      const message = { body, headers: { ...headers, traceparent } };
      await this.settle(due, await this.timed(due, () => post(this.targets, due.url, message, signal)));
    } catch (error) {
      if (!signal.aborted) throw error;
      await this.deliveries.letGo(due);
    }
  }

  private async timed(due: Due, work: () => Promise<Outcome>): Promise<Outcome> {
    let isSlow = false;
    const late = setTimeout(() => {
      isSlow = true;
      this.slow.add(due.receiverId);
      // Its place is free for others.
      this.wake.abort();
    }, slowAfter);
    try {
      return await work();
    } finally {
      clearTimeout(late);
      if (!isSlow) this.slow.delete(due.receiverId);
    }
  }

  private async settle(due: Due, outcome: Outcome): Promise<void> {
    if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) {
      await this.deliveries.delivered(due, String(outcome.status));
      this.measures?.webhook('delivered');
      return;
    }
    const retryAfter = 'status' in outcome ? outcome.retryAfter : undefined;
    const failed = { attempts: due.attempts + 1, since: due.since, retryAfter, dice: Math.random() };
    const what = 'status' in outcome ? String(outcome.status) : outcome.fault;
    const pauseMs = nextPause(failed);
    await this.deliveries.failed(due, what, pauseMs);
    this.measures?.webhook(pauseMs === undefined ? 'dead' : 'failed');
    // By the specification: whoever answers so wants no more.
    if (what === '410') await this.receivers.disable(due.receiverId, 'it answered with 410');
  }
}

/** CloudEvents 1.0 in JSON, the same as on Kafka: the thin notice in its envelope, and nothing else. */
const asCloudEvent = ({ notice: { detailUrl, ...notice } }: Due): string =>
  JSON.stringify({ ...noticeAttributesOf(notice), data: { detailUrl } });
