import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordReleaseDate } from '@ttg/custody/release-dates/commands';
import { type IsoDate, pause, ProjectionSignals, ReadModels, RequestContext } from '@ttg/event-sourcing';
import { v4 } from 'uuid';
import { figure, type Goal } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { median, percentile } from '../frame/statistics';
import type { Woman } from '../history/case-story';
import { AlertWatch } from './alert-watch';

const perSecond = 100;
const daysNearer = 20;
/** Days after reception on which the history sets her first date. */
const dateKnownAfter = 8;
const actor = { id: 'bench', role: 'prison-resettlement', organisation: 'BZI' };

/** A release date that is set. */
export interface NewDate {
  readonly date: IsoDate;
  readonly type: 'CRD';
  readonly source: 'calculation';
}

/** From whom a command goes to whom its alert is shown. */
export interface Way {
  readonly work: string;
  /** Of the 99th of a hundred. */
  readonly goal?: Goal;
  /** Resolves when the command was answered. */
  readonly give: (caseId: string, change: NewDate) => Promise<unknown>;
  readonly watch: () => AlertWatch;
}

/** All in one process: by its command bus, looked at whenever the board has changed. */
export const withinOneProcess = (app: INestApplicationContext): Pick<Way, 'give' | 'watch'> => {
  const commands = app.get(CommandBus);
  return {
    give: (caseId, change) =>
      RequestContext.run({ actor, correlationId: v4() }, () => commands.execute(new RecordReleaseDate(caseId, change))),
    watch: () =>
      new AlertWatch(app.get(ReadModels), (look) =>
        app.get(ProjectionSignals).onAdvanced((name) => name === 'readiness.board' && look()),
      ),
  };
};

/**
 * From the moment a command is given to the moment its alert can be read in the board's rows. Each makes a release date come
 * nearer (G8); they are given at a steady pace, whether the ones before are done or not. A round comes before those that count:
 * processes that have just started are slower, and its figure is told by itself.
 * @param women each is used once. @param rounds as many as will be held
 */
export const alertLatency = (way: Way, women: readonly Woman[], rounds: number): Contest => {
  const { work, goal } = way;
  // She must have had a date yesterday, so far off that it is still to come when it has come nearer.
  const eligible = women.filter(({ received, release }) => received < -dateKnownAfter && release > daysNearer + 2);
  const share = Math.floor(eligible.length / (rounds + 1));
  const medians: number[] = [];
  let first: number | undefined;
  const take = () => takeRound(way, eligible.splice(0, share));
  const round = async (): Promise<number> => {
    first ??= percentile(await take(), 0.99);
    const latencies = await take();
    medians.push(percentile(latencies, 0.5));
    return percentile(latencies, 0.99);
  };
  return {
    samplers: { p99: round },
    figures: (of) => [
      figure({ work: `${work}, p50`, value: median(medians), unit: 'ms' }),
      figure({ work: `${work}, p99`, value: of('p99'), unit: 'ms', goal }),
      figure({ work: `${work}, p99 of the first seconds`, value: first ?? Number.NaN, unit: 'ms' }),
    ],
  };
};

const takeRound = async (way: Way, women: readonly Woman[]): Promise<readonly number[]> => {
  const watch = way.watch();
  const began = performance.now();
  const given: Promise<unknown>[] = [];
  try {
    for (const [index, { caseId, release, days }] of women.entries()) {
      const due = began + (index * 1000) / perSecond;
      await pause(Math.max(due - performance.now(), 0));
      watch.expect(caseId, due);
      given.push(way.give(caseId, { date: days.on(release - daysNearer), type: 'CRD', source: 'calculation' }));
    }
    await Promise.all(given);
    return await watch.all();
  } finally {
    watch.end();
  }
};
