import { randomUUID } from 'node:crypto';
import { statements } from '@ttg/event-sourcing/postgres/statements';
import type { PostgresEventStore } from '@ttg/event-sourcing/postgres/postgres-event-store';
import { figure } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { perSecond } from '../frame/timing';
import { connect } from '../ground/connect';
import { sampleEvent } from './sample-event';

const length = 100;

/** Streams of a hundred events read one after the other, beside the bare prepared SELECT of the same rows. */
export const streamReads = async (store: PostgresEventStore, url: string, { sample }: Scale): Promise<Contest> => {
  const streams = Array.from({ length: 200 }, () => `dutyToRefer-${randomUUID()}`);
  const events = (): ReturnType<typeof sampleEvent>[] => Array.from({ length }, sampleEvent);
  await Promise.all(streams.map((stream) => store.append(stream, events(), 'no-stream')));
  const anyStream = (): string => streams[Math.floor(Math.random() * streams.length)] ?? '';
  const client = await connect(url);
  const select = async (): Promise<number> =>
    (await client.query({ ...statements.readStreamForwards, values: [anyStream(), 0, undefined] })).rows.length;
  const read = async (): Promise<number> => (await store.readStream(anyStream())).length;
  return {
    samplers: { select: () => perSecond(sample, 1, select), read: () => perSecond(sample, 1, read) },
    figures: (of) => [
      figure({ work: 'read a stream of 100', value: of('read'), unit: 'events/s', baseline: of('select') }),
    ],
    end: () => client.end(),
  };
};
