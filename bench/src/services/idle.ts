import { cpus } from 'node:os';
import { pause } from '@ttg/event-sourcing';
import { atMost, figure } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { coresInUse, processorSeconds, type ServiceProcess } from './proc';

const unit = '% of a core';

/** What all services together take while nobody asks for anything, and what the machine does meanwhile. */
export const idle = (processes: readonly ServiceProcess[], seconds: number): Contest => {
  let whole = NaN;
  const taken = (): number => processes.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
  return {
    samplers: {
      idle: async () => {
        const [before, machine, began] = [taken(), coresInUse(), performance.now()];
        await pause(seconds * 1000);
        whole = machine() * 100;
        return ((taken() - before) / ((performance.now() - began) / 1000)) * 100;
      },
    },
    figures: (of) => [
      figure({ work: 'idle, all services', value: of('idle'), unit, goal: atMost(15, unit) }),
      figure({ work: `idle, with PostgreSQL, Kafka and the bench, of ${cpus().length} cores`, value: whole, unit }),
    ],
  };
};
