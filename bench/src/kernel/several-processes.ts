import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beside } from '../frame/beside';
import { timesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { type Contestants, slices, turnOf, writers } from './contestants';
import type { Turn } from './writer-process';

const processes = 4;
const entry = join(__dirname, 'writer-process.js');

/** The writers of several processes, who cannot gather with each other, beside as many in one. */
export const severalProcesses = async ({ url, scale }: Contestants): Promise<Contest> => {
  const children = Array.from({ length: processes }, () => fork(entry, [url], { execArgv: ['--enable-source-maps'] }));
  const [only] = children;
  const { milliseconds } = turnOf(scale);
  const together = async (who: readonly ChildProcess[], lasting = milliseconds): Promise<number> => {
    const rates = await Promise.all(
      who.map((child) => turn(child, { milliseconds: lasting, writers: writers / who.length })),
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  };
  // One of them does all the work of the rival: without this, it alone would have been at it for long when it counts.
  for (const child of children) await turn(child, { milliseconds: scale.sample.milliseconds, writers });
  await together(children, 2 * scale.sample.milliseconds);
  return beside({
    work: `append, ${processes} processes of ${writers / processes} writers`,
    unit: 'events/s',
    sample: () => together(children),
    rivals: [{ name: `one of ${writers}`, sample: () => together(only ? [only] : []), goal: timesBaseline(0.8) }],
    slices,
    end: async () => {
      await Promise.all(
        children.map(async (child) => {
          child.disconnect();
          await once(child, 'exit');
        }),
      );
    },
  });
};

const turn = async (child: ChildProcess, wanted: Turn): Promise<number> => {
  child.send(wanted);
  const ending = new AbortController();
  try {
    const [rate] = (await Promise.race([
      once(child, 'message', { signal: ending.signal }),
      once(child, 'exit', { signal: ending.signal }).then(([code]) => {
        throw new Error(`A process of writers ended with ${String(code)}.`);
      }),
    ])) as [number];
    return rate;
  } finally {
    ending.abort();
  }
};
