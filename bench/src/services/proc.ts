import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** A service, as a process of its own. */
export interface ServiceProcess {
  readonly name: string;
  readonly pid: number;
}

/** Linux tells times of processes in hundredths of a second, whatever its own clock is. */
const ticksPerSecond = 100;

/** @param listed what `ps -eo pid=,ppid=,args=` says. @returns the services that run below a process. */
export const servicesIn = (listed: string, parent: number): readonly ServiceProcess[] =>
  listed.split('\n').flatMap((line) => {
    const [, pid, above, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const name = /apps\/([a-z-]+)\/src\/main\.js/.exec(args)?.[1];
    return Number(above) === parent && name ? [{ name, pid: Number(pid) }] : [];
  });

export const servicesBelow = (parent: number): readonly ServiceProcess[] =>
  servicesIn(execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }), parent);

/** @param stat what stands in `/proc/<pid>/stat`. @returns the processor time it has taken so far, in seconds. */
export const processorSecondsIn = (stat: string): number => {
  // What it is called stands in brackets, and may have any in it; user and system time are the 14th and 15th field of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

export const processorSeconds = (pid: number): number => processorSecondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));

interface Times {
  readonly busy: number;
  readonly all: number;
}

/** @returns to be asked how many cores of this machine were busy since, whoever used them. */
export const coresInUse = (): (() => number) => {
  const before = times();
  return () => {
    const after = times();
    return ((after.busy - before.busy) / (after.all - before.all)) * cpus().length;
  };
};

const times = (): Times => {
  let [busy, all] = [0, 0];
  for (const { times: core } of cpus()) {
    const whole = core.user + core.nice + core.sys + core.irq + core.idle;
    all += whole;
    busy += whole - core.idle;
  }
  return { busy, all };
};
