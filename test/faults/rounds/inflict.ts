import { setTimeout as wait } from 'node:timers/promises';
import type { Network } from '../../network/toxiproxy';
import type { Installation } from './installation';
import type { Fault, Gust, Killable, WayToBeBad } from './plan';

type OfServices =
  | 'a service is killed'
  | 'a service stands still'
  | 'a rebalance storm'
  | 'a clock goes wrong'
  | 'a receiver hangs'
  | 'a network goes bad';

/** Servers come back while other things go wrong. @returns what was begun, in words; nothing where nothing was, for it is not there. */
export const inflict = async (fault: Fault, on: Installation): Promise<string | undefined> => {
  switch (fault.kind) {
    case 'a service is killed':
      return toService(fault.service, on, 'is killed', (pid) => signal(pid, 'SIGKILL'));
    case 'a service stands still':
      return toService(fault.service, on, `stands still for ${fault.stands} ms`, (pid) =>
        on.begin(fault.service, () => standStill(pid, fault.stands)),
      );
    case 'a rebalance storm':
      for (const gust of fault.gusts) await blow(gust, on);
      return `${fault.kind}: ${fault.gusts.map(({ what }) => what).join(', ')}`;
    case 'a clock goes wrong':
      on.skew(fault.service, fault.hours);
      return `the clock of ${fault.service} is wrong by ${fault.hours} hours`;
    case 'a receiver hangs': {
      const receiver = on.receiver(fault.receiver);
      on.begin(fault.receiver, () => receiver.fail(fault.how, fault.away));
      return `the receiver of council ${receiver.council} ${fault.how} for ${fault.away} ms`;
    }
    case 'a network goes bad': {
      const { to, how, lasts } = fault;
      on.begin(`network to ${to}`, () => goesBad(on.networks[to], how, lasts));
      return `the network to ${to} ${how} for ${lasts} ms`;
    }
    default:
      return toServer(fault, on);
  }
};

const toService = (
  service: Killable,
  on: Installation,
  what: string,
  act: (pid: number) => void,
): string | undefined => {
  const pid = on.pidOf(service);
  if (pid === undefined) return undefined;
  act(pid);
  return `${service} ${what}`;
};

const toServer = (fault: Exclude<Fault, { kind: OfServices }>, on: Installation): string => {
  switch (fault.kind) {
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
  }
};

const goesBad = async (network: Network, how: WayToBeBad, milliseconds: number): Promise<void> => {
  if (how === 'is slow') await network.suffer({ type: 'latency', attributes: { latency: 80, jitter: 60 } });
  if (how === 'drops connections') await network.suffer({ type: 'timeout', attributes: { timeout: 200 } });
  if (how === 'brings no answers') await network.goSilent(['downstream']);
  if (how === 'is half-open') await network.goSilent();
  await wait(milliseconds);
  await network.mend();
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
