import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordReleaseDate } from '@ttg/custody/release-dates/commands';
import { pause, RequestContext } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { atMost, figure } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { median, percentile } from '../frame/statistics';
import type { Woman } from '../history/case-story';
import { AlertWatch } from './alert-watch';

const perSecond = 100;
const daysNearer = 20;
/** Days after reception on which the history sets her first date. */
const dateKnownAfter = 8;
const actor = { id: 'bench', role: 'prison-resettlement', organisation: 'BZI' };

/**
 * From the moment a command is given to the moment its alert can be read in the board's rows. Each makes a release date come
 * nearer (G8); they are given at a steady pace, whether the ones before are done or not.
 * @param women each is used once. @param rounds as many as will be held
 */
export const alertLatency = (app: INestApplicationContext, women: readonly Woman[], rounds: number): Contest => {
  // She must have had a date yesterday, so far off that it is still to come when it has come nearer.
  const eligible = women.filter(({ received, release }) => received < -dateKnownAfter && release > daysNearer + 2);
  const share = Math.floor(eligible.length / rounds);
  const medians: number[] = [];
  const round = async (): Promise<number> => {
    const latencies = await takeRound(app, eligible.splice(0, share));
    medians.push(percentile(latencies, 0.5));
    return percentile(latencies, 0.99);
  };
  return {
    samplers: { p99: round },
    figures: (of) => [
      figure({ work: 'event to alert visible, p50', value: median(medians), unit: 'ms' }),
      figure({ work: 'event to alert visible, p99', value: of('p99'), unit: 'ms', goal: atMost(250, 'ms') }),
    ],
  };
};

const takeRound = async (app: INestApplicationContext, women: readonly Woman[]): Promise<readonly number[]> => {
  const watch = new AlertWatch(app);
  const commands = app.get(CommandBus);
  const began = performance.now();
  const given: Promise<unknown>[] = [];
  try {
    for (const [index, { caseId, release, days }] of women.entries()) {
      const due = began + (index * 1000) / perSecond;
      await pause(Math.max(due - performance.now(), 0));
      watch.expect(caseId, due);
      const change = { date: days.on(release - daysNearer), type: 'CRD', source: 'calculation' } as const;
      const scope = { actor, correlationId: v4() };
      given.push(RequestContext.run(scope, () => commands.execute(new RecordReleaseDate(caseId, change))));
    }
    await Promise.all(given);
    return await watch.all();
  } finally {
    watch.end();
  }
};
