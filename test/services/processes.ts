import { execFileSync } from 'node:child_process';

/** A service that runs as a process of its own. */
export interface ServiceProcess {
  readonly pid: number;
  /** As its app is called. */
  readonly runs: string;
}

/** The services below the process that started them, by what they run. */
export const servicesBelow = (pid: number): readonly ServiceProcess[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, child = '', parent = '', args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      const service = /apps\/([a-z-]+)\/src\/main\.js/.exec(args)?.[1];
      return Number(parent) === pid && service ? [{ pid: Number(child), runs: service }] : [];
    });

/** A process that was killed is there until the system has taken it away. */
export const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
