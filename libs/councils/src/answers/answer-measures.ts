import { Injectable, Optional } from '@nestjs/common';
import type { Arrived } from '@ttg/messaging/inbound/read-topics';
import { type Behind, Measures, MessagingMeasures } from '@ttg/observability';
import { AnswerDesk, type Settled } from './answer-desk';

/** How councils' messages fare, for whoever keeps the system running: no council is told from another. */
@Injectable()
export class AnswerMeasures {
  /** Of each topic, what is known to wait there, and since when: milliseconds of the broker's time. */
  private readonly waiting = new Map<string, { readonly events: number; readonly since: number }>();
  private readonly count: (settled: Settled) => void;

  constructor(
    desk: AnswerDesk,
    @Optional() measures?: Measures,
    @Optional() private readonly messaging?: MessagingMeasures,
  ) {
    this.count = measures ? measured(desk, measures) : () => undefined;
  }

  /** @param isReading whether this process reads now: else it knows nothing of what waits, and tells nothing of it */
  follow(isReading: () => boolean): void {
    this.messaging?.watchGroup('council-answers', async () =>
      isReading() ? { isReading: true, behind: this.behind() } : { isReading: false },
    );
  }

  /** The first of its topic that is not settled. */
  waits({ topic, behind, message: { timestamp } }: Arrived): void {
    this.waiting.set(topic, { events: behind + 1, since: Number(timestamp) });
  }

  settled(settled: Settled, { topic, behind, message: { timestamp } }: Arrived): void {
    if (behind > 0) this.waiting.set(topic, { events: behind, since: Number(timestamp) });
    else this.waiting.delete(topic);
    this.count(settled);
  }

  /** Another process reads, or none does: what waits is not known here. */
  nothingRead(): void {
    this.waiting.clear();
  }

  behind(): Behind {
    const all = [...this.waiting.values()];
    const events = all.reduce((sum, one) => sum + one.events, 0);
    const since = Math.min(...all.map((one) => one.since));
    return { events, seconds: all.length > 0 ? Math.max(0, (Date.now() - since) / 1000) : 0 };
  }
}

const measured = (desk: AnswerDesk, measures: Measures): ((settled: Settled) => void) => {
  const taken = measures.counter({
    name: 'ttg_council_answers_total',
    help: 'Messages of councils by what came of them: recorded, refused, failed by a fault of ours, or known from before',
    labels: ['outcome'],
    fromStart: (['recorded', 'refused', 'failed', 'known'] satisfies Settled[]).map((outcome) => ({ outcome })),
  });
  const parked = measures.gauge({
    name: 'ttg_council_answers_parked',
    help: 'Messages of councils that were put aside and not recorded yet',
    labels: ['state'],
  });
  measures.onRead([parked], async () => {
    const { refused, failed } = await desk.standing();
    parked.set({ state: 'refused' }, refused);
    parked.set({ state: 'failed' }, failed);
  });
  return (settled) => taken.inc({ outcome: settled });
};
