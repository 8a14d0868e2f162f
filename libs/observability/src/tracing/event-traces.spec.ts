import type { StoredEvent } from '@ttg/event-sourcing';
import { EventTraces } from './event-traces';
import { eventStep, noticeStep } from './trace-ids';
import { type EndedStep, NoTracing, Tracing } from './tracing';

class KeptSteps extends Tracing {
  override readonly isOn = true;
  readonly steps: EndedStep[] = [];
  override record(step: EndedStep): void {
    this.steps.push(step);
  }
  override async close(): Promise<void> {}
}

const someEvents = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `01a202d5-fe40-72be-b7ad-${String(index + 1).padStart(12, '0')}`,
    type: 'custody.released',
    metadata: { correlationId: '0af76519-16cd-43dd-8448-eb211c80319c' } as StoredEvent['metadata'],
  }));

const times = { began: 1, ended: 3 };

describe('what is done with events', () => {
  it('is drawn in the trace of each, below the step that the event is', () => {
    const tracing = new KeptSteps();
    const events = someEvents(2);
    new EventTraces(tracing).done({ name: 'relay', events, ...times });
    expect(tracing.steps.map(({ name, parent, step }) => [name, parent, step.traceId])).toEqual(
      events.map((event) => ['relay', eventStep(event), eventStep(event).traceId]),
    );
    const [first, second] = tracing.steps.map(({ step }) => step.spanId);
    expect(first).not.toBe(second);
  });

  it('is drawn for the first hundred of many', () => {
    const tracing = new KeptSteps();
    new EventTraces(tracing).done({ name: 'project readiness.facts', events: someEvents(250), ...times });
    expect(tracing.steps).toHaveLength(100);
    expect(tracing.steps[0]?.attributes).toMatchObject({ 'ttg.events': 250 });
  });

  it('and leads to something with a trace of its own is linked from there', () => {
    const tracing = new KeptSteps();
    const [event] = someEvents(1);
    if (!event) throw new Error('There is one.');
    const step = noticeStep('76150a4b-803c-5824-b011-2a59d8d5fcf7');
    new EventTraces(tracing).ledTo(event, { name: 'notice council.referral-made', step });
    expect(tracing.steps).toMatchObject([{ name: 'notice council.referral-made', step, answers: eventStep(event) }]);
    expect(tracing.steps[0]).not.toHaveProperty('parent');
    expect(step.traceId).not.toBe(eventStep(event).traceId);
  });

  it('is not even looked at where no traces are drawn', () => {
    const events = new Proxy(someEvents(1), {
      get: () => {
        throw new Error('It was looked at.');
      },
    });
    expect(() => new EventTraces(new NoTracing()).done({ name: 'relay', events, ...times })).not.toThrow();
  });
});
