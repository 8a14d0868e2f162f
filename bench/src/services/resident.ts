import { atMost, type Figure, figure } from '../frame/figure';
import { median } from '../frame/statistics';
import { residentMegabytes } from '../ground/server-process';
import type { ServiceProcess } from './proc';

const sampleEvery = 500;
const goal = atMost(200, 'MB');

/** Watches what each of some processes has in memory, from now on. */
export class Resident {
  private readonly taken = new Map<string, number[]>();
  private readonly watching: NodeJS.Timeout;
  private atRest = new Map<string, number>();

  /** @param read what a process has now, in megabytes */
  constructor(
    private readonly processes: readonly ServiceProcess[],
    private readonly read: (pid: number) => number = residentMegabytes,
  ) {
    this.watching = setInterval(() => this.look(), sampleEvery);
  }

  /** Once more than it does by itself. */
  look(): void {
    for (const { name, pid } of this.processes) this.taken.set(name, [...(this.taken.get(name) ?? []), this.read(pid)]);
  }

  /** They have been at rest: what each had in the middle since the watch began is what it has at rest. */
  wereAtRest(): void {
    this.look();
    this.atRest = new Map([...this.taken].map(([name, megabytes]) => [name, median(megabytes)]));
  }

  /** @returns for each the most it ever had since the watch began, beside what it has at rest. */
  figures(): Figure[] {
    return this.processes.map(({ name }) =>
      figure({
        work: `memory of ${name}, most`,
        value: Math.max(...(this.taken.get(name) ?? [])),
        unit: 'MB',
        baseline: this.atRest.get(name),
        goal,
      }),
    );
  }

  end(): void {
    clearInterval(this.watching);
  }
}
