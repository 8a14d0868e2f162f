import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { type Contestants, slices, turnOf } from './contestants';
import { PlainInserts } from './plain-inserts';
import { newStream, sampleEvent } from './sample-event';

/** One event to a new stream after the other, with chain and expectation. */
export const oneWriter = async ({ store, url, peers, scale }: Contestants): Promise<Contest> => {
  const plain = await PlainInserts.open(url, 1);
  const sampler = (append: () => Promise<unknown>) => () =>
    perSecond(turnOf(scale), 1, async () => {
      await append();
      return 1;
    });
  return beside({
    work: 'append, 1 writer',
    unit: 'events/s',
    sample: sampler(() => store.append(newStream(), [sampleEvent()], 'no-stream')),
    rivals: [
      { sample: sampler(() => plain.insert(0, newStream())), goal: timesBaseline(0.7) },
      ...(peers
        ? [
            {
              name: 'message-db',
              sample: sampler(() => peers.messageDb.create(newStream(), [sampleEvent()])),
              goal: timesBaseline(0.9),
            },
            {
              name: 'Emmett',
              sample: sampler(() => peers.emmett.create(newStream(), [sampleEvent()])),
              goal: timesBaseline(2),
            },
          ]
        : []),
    ],
    slices,
    warmsUp: true,
    end: () => plain.close(),
  });
};
