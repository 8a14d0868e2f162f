import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { BatchedInserts, batchSize } from './batched-inserts';
import { type Contestants, slices, turnOf, writers } from './contestants';
import { PlainInserts } from './plain-inserts';
import { newStream, sampleEvent } from './sample-event';

/** Single events to new streams by many writers at once. All of message-db's go to one category, as all of ours to one store. */
export const manyWriters = async ({ store, url, peers, scale }: Contestants): Promise<Contest> => {
  const plain = await PlainInserts.open(url, writers);
  const batched = await BatchedInserts.open(url);
  const sampler = (append: (writer: number) => Promise<unknown>) => () =>
    perSecond(turnOf(scale), writers, async (writer) => {
      await append(writer);
      return 1;
    });
  return beside({
    work: 'append, 32 writers',
    unit: 'events/s',
    sample: sampler(() => store.append(newStream(), [sampleEvent()], 'no-stream')),
    rivals: [
      { sample: sampler((writer) => plain.insert(writer, newStream())), goal: timesBaseline(1.2) },
      {
        name: `inserts of ${batchSize} at a time`,
        sample: () => perSecond(turnOf(scale), 1, () => batched.insert()),
        goal: timesBaseline(0.5),
      },
      ...(peers
        ? [
            {
              name: 'message-db',
              sample: sampler(() => peers.messageDb.create(newStream(), [sampleEvent()])),
              goal: timesBaseline(6),
            },
            {
              name: 'Emmett',
              sample: sampler(() => peers.emmett.create(newStream(), [sampleEvent()])),
              goal: timesBaseline(5),
            },
          ]
        : []),
    ],
    slices,
    warmsUp: true,
    end: async () => {
      await plain.close();
      await batched.close();
    },
  });
};
