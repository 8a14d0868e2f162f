import type { KeySettings } from '@ttg/event-sourcing';
import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { type Contestants, slices, turnOf, writers } from './contestants';
import type { Sealing } from './sealing-process';
import { WriterChild } from './writer-child';

/** What sealing costs, in a process that does nothing else: what others compiled and left behind there would count, too. */
export const sealing = async ({ url, scale }: Contestants, keys: KeySettings): Promise<Contest> => {
  const child = WriterChild.start('sealing-process', url, { BENCH_KEYS: JSON.stringify(keys) });
  const append = (work: Sealing): Promise<number> => child.turn({ ...turnOf(scale), writers, work });
  return beside({
    work: `append, ${writers} writers, one field sealed`,
    unit: 'events/s',
    sample: () => append('sealed'),
    rivals: [{ sample: () => append('in clear'), goal: timesBaseline(0.8) }],
    slices,
    warmsUp: true,
    end: () => child.end(),
  });
};
