import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventSourcingModule, EventStore, type EventToAppend, ProjectionRebuild } from '@ttg/event-sourcing';
import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { timed } from '../frame/timing';
import { connect } from '../ground/connect';
import type { Ground } from '../ground/ground';
import type { Emmett } from '../peers/peer';
import { Counts } from './counts.projection';
import { newStream, sampleEvent } from './sample-event';

const length = 10;
/** Ours has so many times the events to read, or it would be over before it has begun. */
const moreOfOurs = 20;

class DocumentsModule {}

/** A document for each stream of ten events, made anew from all of them: ours beside its live table, and switched at the end. */
export const documentRebuilds = async (ground: Ground, emmett: Emmett, { emmettStreams }: Scale): Promise<Contest> => {
  const app = await openDocuments(ground, await databaseOfDocuments(ground));
  const [store, rebuild] = [app.get(EventStore), app.get(ProjectionRebuild)];
  const all = emmettStreams * moreOfOurs * length;
  const ours = async (): Promise<number> => {
    const made = await rebuild.rebuild('bench.counts');
    if (made !== all) throw new Error(`A rebuild told of ${made} of ${all} events.`);
    return made;
  };
  // Emmett's may leave some out, of those that were written side by side: it is counted for what it told of.
  const rate = (make: () => Promise<number>) => async (): Promise<number> => {
    let made = 0;
    const milliseconds = await timed(async () => (made = await make()));
    return (made / milliseconds) * 1000;
  };
  await write(emmettStreams * moreOfOurs, (stream, events) => store.append(stream, events, 'no-stream'));
  await write(emmettStreams, (stream, events) => emmett.create(stream, events));
  return beside({
    work: 'rebuild a document for each stream',
    unit: 'events/s',
    sample: rate(ours),
    rivals: [{ name: 'Emmett', sample: rate(() => emmett.rebuild()), goal: timesBaseline(30) }],
    end: () => app.close(),
  });
};

/** Migrations make a schema for each context, and the bench is none. */
const databaseOfDocuments = async (ground: Ground): Promise<string> => {
  const url = await ground.database('bench_documents');
  const client = await connect(url);
  await client.query('create schema bench');
  await client.end();
  return url;
};

const openDocuments = ({ keys }: Ground, databaseUrl: string): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(
    {
      module: DocumentsModule,
      imports: [
        EventSourcingModule.forRoot({ databaseUrl, keys, background: false }),
        EventSourcingModule.forFeature({ projections: [Counts] }),
      ],
    },
    { logger: ['fatal', 'error'], abortOnError: false },
  );

/** So many streams, a few at a time. */
const write = async (
  streams: number,
  append: (stream: string, events: readonly EventToAppend[]) => Promise<unknown>,
): Promise<void> => {
  let left = streams;
  const writer = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await append(newStream(), Array.from({ length }, sampleEvent));
    }
  };
  await Promise.all(Array.from({ length: 16 }, writer));
};
