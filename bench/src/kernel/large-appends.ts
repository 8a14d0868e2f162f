import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { BatchedInserts, batchSize } from './batched-inserts';
import { type Contestants, slices, turnOf } from './contestants';
import { newStream, sampleEvent } from './sample-event';

const length = 100;
/** So many that the next append is ready when the last one is written, and not so many that it is no longer about one of them. */
const largeWriters = 8;

/** A hundred events to a new stream in one append, counted as events. */
export const largeAppends = async ({ store, url, scale }: Contestants): Promise<Contest> => {
  const batched = await BatchedInserts.open(url);
  return beside({
    work: `append, ${length} events each, ${largeWriters} writers`,
    unit: 'events/s',
    sample: () =>
      perSecond(turnOf(scale), largeWriters, async () => {
        await store.append(newStream(), Array.from({ length }, sampleEvent), 'no-stream');
        return length;
      }),
    rivals: [
      {
        name: `inserts of ${batchSize} at a time`,
        sample: () => perSecond(turnOf(scale), 1, () => batched.insert()),
        goal: timesBaseline(1.2),
      },
    ],
    slices,
    end: () => batched.close(),
  });
};
