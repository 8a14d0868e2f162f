import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, figure, noMoreThanTimesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import type { Resident } from './long-run-process';

const entry = join(__dirname, 'long-run-process.js');

/** What a process of its own keeps resident while it appends and reads a great many events. */
export const longRun = (url: string, { name, longRun: events }: Scale): Contest => {
  let resident: Resident = { most: NaN, early: NaN, late: NaN };
  const watch = async (): Promise<number> => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--enable-source-maps',
      entry,
      url,
      events.toString(),
    ]);
    resident = JSON.parse(stdout) as Resident;
    return resident.most;
  };
  return {
    samplers: { watch },
    figures: (of) => [
      figure({ work: 'memory over many events, most', value: of('watch'), unit: 'MB', goal: atMost(250, 'MB') }),
      figure({
        work: 'memory over many events, last tenth',
        value: resident.late,
        unit: 'MB',
        baseline: resident.early,
        // A short run is over before a process of Node has its size.
        goal: name === 'full' ? noMoreThanTimesBaseline(1.2) : undefined,
      }),
    ],
  };
};
