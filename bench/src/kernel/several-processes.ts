import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { type Contestants, turnOf, writers } from './contestants';
import { WriterChild } from './writer-child';

const processes = 4;

/** Longer turns than elsewhere: each begins with a connection, and with a call of one event that the others wait for, four times here and once there. */
const slices = 4;

/** The writers of several processes, who cannot gather with each other, beside as many in one. */
export const severalProcesses = async ({ url, scale }: Contestants): Promise<Contest> => {
  const children = Array.from({ length: processes }, () => WriterChild.start('writer-process', url));
  const [only] = children;
  const { milliseconds } = turnOf(scale, slices);
  const together = async (who: readonly WriterChild[], lasting = milliseconds): Promise<number> => {
    const rates = await Promise.all(
      who.map((child) => child.turn({ milliseconds: lasting, writers: writers / who.length })),
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  };
  // One of them does all the work of the rival: without this, it alone would have been at it for long when it counts.
  for (const child of children) await child.turn({ milliseconds: scale.sample.milliseconds, writers });
  // Each makes fewer than a thousand calls a second then, and is at its speed after some ten thousand.
  await together(children, 6 * scale.sample.milliseconds);
  return beside({
    work: `append, ${processes} processes of ${writers / processes} writers`,
    unit: 'events/s',
    sample: () => together(children),
    rivals: [{ name: `one of ${writers}`, sample: () => together(only ? [only] : []), goal: timesBaseline(0.8) }],
    slices,
    end: async () => {
      await Promise.all(children.map((child) => child.end()));
    },
  });
};
