import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '@ttg/event-sourcing';
import { eventStep, type Step } from './trace-ids';
import { newStep, Tracing } from './tracing';

/** Whoever takes in years of history need not tell of each event. */
const mostAtOnce = 100;

/** What was done with events, after they were appended. Times are `performance.now()` of this process. */
export interface DoneWithEvents {
  /** `project readiness.facts`, `relay`: a name from the code. */
  readonly name: string;
  readonly events: readonly Pick<StoredEvent, 'id' | 'type' | 'metadata'>[];
  readonly began: number;
  readonly ended: number;
}

/** Draws what projections, relays and consumers do with an event, in the trace that it was appended in. */
@Injectable()
export class EventTraces {
  constructor(private readonly tracing: Tracing) {}

  done({ name, events, began, ended }: DoneWithEvents): void {
    if (!this.tracing.isOn) return;
    for (const event of events.slice(0, mostAtOnce)) {
      const parent = eventStep(event);
      const step = newStep(parent.traceId);
      const attributes = { 'ttg.event.type': event.type, 'ttg.events': events.length };
      this.tracing.record({ step, parent, name, kind: 'consumer', began, ended, attributes });
    }
  }

  /** Something that an event led to and that has a trace of its own, with a link back to the event. */
  ledTo(
    event: Pick<StoredEvent, 'id' | 'metadata'>,
    { name, step }: { readonly name: string; readonly step: Step },
  ): void {
    if (!this.tracing.isOn) return;
    const now = performance.now();
    this.tracing.record({ step, answers: eventStep(event), name, kind: 'producer', began: now, ended: now });
  }
}
