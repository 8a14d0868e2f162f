import { setTimeout as wait } from 'node:timers/promises';
import type { Installation } from './installation';
import type { Fault, Gust } from './plan';

/** Servers come back while other things go wrong. @returns what was begun, in words. */
export const inflict = async (fault: Fault, on: Installation): Promise<string> => {
  switch (fault.kind) {
    case 'a service is killed': {
      const pid = on.pidOf(fault.service);
      if (pid === undefined) return `${fault.service} is not there to be killed`;
      signal(pid, 'SIGKILL');
      return `${fault.service} is killed`;
    }
    case 'the broker is killed':
      on.begin('broker', async () => {
        await on.kafka.kill();
        await wait(fault.away);
        await on.kafka.restart();
      });
      return `${fault.kind}, and is away for ${fault.away} ms at least`;
    case 'the broker is restarted':
      on.begin('broker', async () => {
        await on.kafka.shutDown();
        await on.kafka.restart();
      });
      return fault.kind;
    case 'the broker stands still':
      on.begin('broker', async () => {
        on.kafka.freeze();
        await wait(fault.away);
        on.kafka.thaw();
      });
      return `${fault.kind} for ${fault.away} ms`;
    case 'PostgreSQL is killed':
      on.begin('PostgreSQL', () => on.postgres.kill());
      return fault.kind;
    case 'PostgreSQL is restarted':
      on.begin('PostgreSQL', () => on.postgres.restart());
      return fault.kind;
    case 'a process of PostgreSQL is killed':
      on.begin('PostgreSQL', () => on.postgres.killOneOfItsProcesses());
      return fault.kind;
    case 'a rebalance storm':
      for (const gust of fault.gusts) await blow(gust, on);
      return `${fault.kind}: ${fault.gusts.map(({ what }) => what).join(', ')}`;
    case 'a clock goes wrong':
      on.skew(fault.service, fault.hours);
      return `the clock of ${fault.service} is wrong by ${fault.hours} hours`;
  }
};

const blow = async ({ what, which, then, stands }: Gust, on: Installation): Promise<void> => {
  if (what === 'start') on.startReadiness();
  else {
    const running = [on.pidOf('readiness'), ...on.more.map(({ pid }) => pid)].filter((pid) => pid !== undefined);
    const pid = running[Math.floor(which * running.length)];
    if (pid !== undefined) await (what === 'kill' ? signal(pid, 'SIGKILL') : standStill(pid, stands));
  }
  await wait(then);
};

/** Neither dead nor alive: its connections and locks stay. */
const standStill = async (pid: number, milliseconds: number): Promise<void> => {
  signal(pid, 'SIGSTOP');
  await wait(milliseconds);
  signal(pid, 'SIGCONT');
};

/** It may have ended by itself. */
const signal = (pid: number, which: NodeJS.Signals): void => {
  try {
    process.kill(pid, which);
  } catch {
    // Gone: another one of the faults was faster.
  }
};
