import { Injectable } from '@nestjs/common';
import { AppendSignals, type AskedAppend, EventStoreUnavailable, WrongExpectedRevision } from '@ttg/event-sourcing';
import { Measures } from './measures';
import { secondsBetween, whileWaiting } from './seconds';

const outcomes = ['written', 'repeated', 'conflict', 'unavailable', 'failed'] as const;

/** How long appends take, what comes of them, and how many events they write. */
@Injectable()
export class AppendMeasures {
  constructor(measures: Measures, signals: AppendSignals) {
    const duration = measures.histogram(
      {
        name: 'ttg_append_seconds',
        help: `Appends to the event store, by what came of them: ${outcomes.join(', ')}`,
        labels: ['outcome'],
        fromStart: outcomes.map((outcome) => ({ outcome })),
      },
      whileWaiting,
    );
    const written = measures.counter({
      name: 'ttg_events_appended_total',
      help: 'Events written, by the context they are of',
      labels: ['context'],
    });
    signals.onAppend((append) => {
      const outcome = outcomeOf(append);
      duration.observe({ outcome }, secondsBetween(append.began, append.ended));
      if (outcome === 'written') for (const { type } of append.events) written.inc({ context: type.split('.')[0] });
    });
  }
}

/** Where it is not known whether it was written before (KurrentDB), it counts as written now. */
const outcomeOf = ({ result, error }: AskedAppend): (typeof outcomes)[number] => {
  if (result) return result.alreadyWritten ? 'repeated' : 'written';
  if (error instanceof WrongExpectedRevision) return 'conflict';
  return error instanceof EventStoreUnavailable ? 'unavailable' : 'failed';
};
