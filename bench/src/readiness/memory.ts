import type { KeySettings } from '@ttg/event-sourcing';
import { pause } from '@ttg/event-sourcing';
import { atMost, figure, noMoreThanTimesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { median } from '../frame/statistics';
import { startServer } from '../ground/server-process';
import type { Woman } from '../history/case-story';
import { everydayLoad } from './everyday-load';

const sampleEvery = 500;

/** What the server keeps resident while people work with it: a process of its own, as `npm start` starts it. */
export const memory = (url: string, keys: KeySettings, women: readonly Woman[], { memorySeconds }: Scale): Contest => {
  let resident: readonly number[] = [];
  const watch = async (): Promise<number> => {
    const server = await startServer({ app: 'all-in-one', databaseUrl: url, keys });
    const load = everydayLoad(server.url, women);
    const taken: number[] = [];
    try {
      for (const end = performance.now() + memorySeconds * 1000; performance.now() < end; await pause(sampleEvery))
        taken.push(server.residentMegabytes());
    } finally {
      await load.end();
      await server.stop();
    }
    resident = taken;
    return Math.max(...taken);
  };
  const third = (nth: number): number => {
    const length = Math.floor(resident.length / 3);
    return median(resident.slice(nth * length, (nth + 1) * length));
  };
  return {
    samplers: { watch },
    figures: (of) => [
      figure({ work: 'memory, most', value: of('watch'), unit: 'MB', goal: atMost(350, 'MB') }),
      figure({
        work: 'memory, last third of the run',
        value: third(2),
        unit: 'MB',
        baseline: third(1),
        goal: noMoreThanTimesBaseline(1.1),
      }),
    ],
  };
};
