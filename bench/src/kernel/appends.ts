import { randomUUID } from 'node:crypto';
import type { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { figure, timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { perSecond } from '../frame/timing';
import { PlainInserts } from './plain-inserts';
import { sampleEvent } from './sample-event';

const writers = 32;
/** A disk that others write to is slow now and fast then: what is compared takes turns of a fifth of a second. */
const slices = 10;
const hotStreams = Array.from({ length: 100 }, () => `dutyToRefer-${randomUUID()}`);

/** A place that nothing was written to before. */
const newStream = (): string => `dutyToRefer-${randomUUID()}`;

/** Single events appended, with chain and expectation, beside a plain prepared INSERT of the same row. */
export const appends = async (
  store: PostgresEventStore,
  url: string,
  { sample: { milliseconds } }: Scale,
): Promise<Contest> => {
  const plain = await PlainInserts.open(url, writers);
  const insert = async (writer: number): Promise<number> => {
    await plain.insert(writer, newStream());
    return 1;
  };
  const append = async (): Promise<number> => {
    await store.append(newStream(), [sampleEvent()], 'no-stream');
    return 1;
  };
  const appendHot = async (): Promise<number> => {
    const stream = hotStreams[Math.floor(Math.random() * hotStreams.length)] ?? newStream();
    await store.append(stream, [sampleEvent()], 'any');
    return 1;
  };
  const unit = 'events/s';
  const sample = { milliseconds: milliseconds / slices };
  return {
    samplers: {
      insertOne: () => perSecond(sample, 1, insert),
      appendOne: () => perSecond(sample, 1, append),
      insertMany: () => perSecond(sample, writers, insert),
      appendMany: () => perSecond(sample, writers, append),
      appendHot: () => perSecond(sample, writers, appendHot),
    },
    slices,
    figures: (of) => [
      figure({
        work: 'append, 1 writer',
        value: of('appendOne'),
        unit,
        baseline: of('insertOne'),
        goal: timesBaseline(0.6),
      }),
      figure({
        work: 'append, 32 writers',
        value: of('appendMany'),
        unit,
        baseline: of('insertMany'),
        goal: timesBaseline(1),
      }),
      figure({ work: 'append, 32 writers on 100 streams', value: of('appendHot'), unit, baseline: of('insertMany') }),
    ],
    end: () => plain.close(),
  };
};
