import type { INestApplicationContext } from '@nestjs/common';
import { type Account, findDemoAccount } from '@ttg/access';
import { BoardQuery } from '@ttg/readiness';
import type { BoardFilters } from '@ttg/readiness/board/board-view';
import { atMost, figure, noMoreThanTimesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import type { Scale } from '../frame/scale';
import { percentile } from '../frame/statistics';
import { timed } from '../frame/timing';

/** The board as it is asked for in a day's work, over a long history and over one a tenth as long with as many open cases. */
export const boards = async (
  long: INestApplicationContext,
  short: INestApplicationContext,
  { boardRequests }: Scale,
): Promise<Contest> => {
  const p95 = (app: INestApplicationContext) => async (): Promise<number> => {
    const taken: number[] = [];
    const requests = await everyday(app);
    for (let index = 0; index < boardRequests; index += 1) {
      const request = requests[index % requests.length];
      if (request) taken.push(await timed(request));
    }
    return percentile(taken, 0.95);
  };
  return {
    samplers: { long: p95(long), short: p95(short) },
    figures: (of) => [
      figure({ work: 'board, p95', value: of('long'), unit: 'ms', goal: atMost(50, 'ms') }),
      figure({
        work: 'board, p95, tenfold history',
        value: of('long'),
        unit: 'ms',
        baseline: of('short'),
        goal: noMoreThanTimesBaseline(1.1),
      }),
    ],
  };
};

/** Probation sees every woman, and so asks for most; prisons and councils see their own. */
const everyday = async (app: INestApplicationContext): Promise<readonly (() => Promise<unknown>)[]> => {
  const query = app.get(BoardQuery);
  const all = account('probation-london');
  const ask = (viewer: Account, filters: BoardFilters) => () => query.board(viewer, filters);
  const { next } = await query.board(all, {});
  return [
    ask(all, {}),
    ask(all, { cursor: next }),
    ask(all, { withinDays: 28 }),
    ask(all, { prison: 'BZI' }),
    ask(all, { council: 'E09000028' }),
    ask(account('resettlement-bronzefield'), {}),
    ask(account('healthcare-bronzefield'), {}),
    ask(account('housing-southwark'), {}),
  ];
};

const account = (id: string): Account => {
  const found = findDemoAccount(id);
  if (!found) throw new Error(`There is no demo account ${id}.`);
  return found;
};
