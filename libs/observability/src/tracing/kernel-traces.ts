import { Injectable } from '@nestjs/common';
import { AppendSignals, type AskedAppend, ProjectionSignals, RequestContext } from '@ttg/event-sourcing';
import { errorClass } from '@ttg/event-sourcing/projections/error-class';
import { EventTraces } from './event-traces';
import { eventStep, parseTraceparent, type Step, stepIdOf, traceIdOf } from './trace-ids';
import { newStep, Tracing } from './tracing';

/** Draws what the kernel does: an append with its events, and each projection's part with an event. */
@Injectable()
export class KernelTraces {
  constructor(
    private readonly tracing: Tracing,
    appends: AppendSignals,
    projections: ProjectionSignals,
    events: EventTraces,
  ) {
    if (!tracing.isOn) return;
    appends.onAppend((append) => this.appended(append));
    projections.onTaken(({ projection, ...batch }) => events.done({ name: `project ${projection}`, ...batch }));
  }

  private appended({ stream, events, began, ended, result, error }: AskedAppend): void {
    const [first] = events;
    if (!first) return;
    const step = newStep(traceIdOf(first.metadata.correlationId));
    const [category = ''] = stream.split('-');
    this.tracing.record({
      step,
      parent: parentOf(step, first.metadata.causationId),
      name: `append ${category}`,
      kind: 'internal',
      began,
      ended,
      attributes: { 'ttg.stream.category': category, 'ttg.events': events.length },
      ...(result === undefined && { failed: errorClass(error) }),
    });
    // A repeat finds what the first time has drawn.
    if (!result || result.alreadyWritten) return;
    for (const event of events) {
      this.tracing.record({ step: eventStep(event), parent: step, name: event.type, kind: 'producer', began, ended });
    }
  }
}

/** The step in hand; and where nobody asked for it, the event that it followed from. */
const parentOf = ({ traceId }: Step, causationId: string | undefined): Step | undefined =>
  parseTraceparent(RequestContext.origin()?.step) ??
  (causationId ? { traceId, spanId: stepIdOf(causationId) } : undefined);
