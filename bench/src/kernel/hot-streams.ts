import { beside } from '../frame/beside';
import { atMost, figure, timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { perSecond } from '../frame/timing';
import { type Contestants, slices, turnOf, writers } from './contestants';
import { PlainInserts } from './plain-inserts';
import { newStream, sampleEvent } from './sample-event';

/** Many writers on a hundred streams that all of them write to, and afterwards the count of what is there. */
export class HotStreams {
  private readonly streams = Array.from({ length: 100 }, newStream);
  /** Ids of the events whose append was answered with a revision. */
  private readonly acknowledged = new Set<string>();

  constructor(private readonly contestants: Contestants) {}

  async contest(): Promise<Contest> {
    const { url, peers, scale } = this.contestants;
    const plain = await PlainInserts.open(url, writers);
    const sampler = (append: (writer: number) => Promise<boolean>) => () =>
      perSecond(turnOf(scale), writers, async (writer) => ((await append(writer)) ? 1 : 0));
    return beside({
      work: 'append, 32 writers on 100 streams',
      unit: 'events/s',
      sample: sampler(() => this.append()),
      rivals: [
        {
          sample: sampler(async (writer) => {
            await plain.insert(writer, newStream());
            return true;
          }),
        },
        ...(peers
          ? [
              {
                name: 'Emmett',
                sample: sampler(() => peers.emmett.append(this.anyStream(), [sampleEvent()])),
                goal: timesBaseline(4),
              },
            ]
          : []),
      ],
      slices,
      end: () => plain.close(),
    });
  }

  /** To be held once, after the contest: an append that was acknowledged, and is not in its stream, was lost. */
  count(): Contest {
    return {
      samplers: { lost: () => this.lost() },
      figures: (of) => [
        figure({
          work: 'append, 32 writers on 100 streams, lost',
          value: of('lost'),
          unit: 'events',
          goal: atMost(0, 'events'),
        }),
      ],
    };
  }

  private async append(): Promise<boolean> {
    const event = sampleEvent();
    await this.contestants.store.append(this.anyStream(), [event], 'any');
    this.acknowledged.add(event.id);
    return true;
  }

  private async lost(): Promise<number> {
    const missing = new Set(this.acknowledged);
    for (const stream of this.streams) {
      const events = await this.contestants.store.readStream(stream);
      for (const [place, { id, revision }] of events.entries()) if (revision === place) missing.delete(id);
    }
    return missing.size;
  }

  private anyStream(): string {
    return this.streams[Math.floor(Math.random() * this.streams.length)] ?? newStream();
  }
}
