import { statements } from '@ttg/event-sourcing/postgres/statements';
import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { connect } from '../ground/connect';
import type { Peers } from '../peers/peer';
import type { Contestants } from './contestants';
import { newStream, sampleEvent } from './sample-event';

const length = 100;

/** Streams of a hundred events read one after the other. */
export const streamReads = async ({ store, url, peers, scale: { sample } }: Contestants): Promise<Contest> => {
  const streams = Array.from({ length: 50 }, newStream);
  await Promise.all(streams.map((stream) => store.append(stream, hundred(), 'no-stream')));
  if (peers) await writeTo(peers, streams);
  const anyStream = (): string => streams[Math.floor(Math.random() * streams.length)] ?? '';
  const client = await connect(url);
  const sampler = (read: (stream: string) => Promise<number>) => () => perSecond(sample, 1, () => read(anyStream()));
  const select = async (stream: string): Promise<number> =>
    (await client.query({ ...statements.readStreamForwards, values: [stream, 0, undefined] })).rows.length;
  return beside({
    work: `read a stream of ${length}`,
    unit: 'events/s',
    sample: sampler(async (stream) => (await store.readStream(stream)).length),
    rivals: [
      { sample: sampler(select) },
      ...(peers
        ? [
            { name: 'message-db', sample: sampler((stream) => peers.messageDb.readStream(stream)) },
            {
              name: 'Emmett',
              sample: sampler((stream) => peers.emmett.readStream(stream)),
              goal: timesBaseline(2),
            },
          ]
        : []),
    ],
    end: () => client.end(),
  });
};

const hundred = (): ReturnType<typeof sampleEvent>[] => Array.from({ length }, sampleEvent);

const writeTo = async ({ emmett, messageDb }: Peers, streams: readonly string[]): Promise<void> => {
  for (const stream of streams)
    await Promise.all([emmett.create(stream, hundred()), messageDb.create(stream, hundred())]);
};
