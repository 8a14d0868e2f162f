import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '@ttg/calendar';
import { Assessor } from '@ttg/readiness';
import { Pool } from 'pg';
import { figure, noMoreThanTimesBaseline } from '../frame/figure';
import type { Contest } from '../frame/rounds';
import { timed } from '../frame/timing';

/** So many open cases fall due on a day. */
const makeDue = `
update readiness.case_facts set assess_on = $1::date
 where case_id in (select case_id from readiness.open_case order by random() limit $2)`;

/**
 * The clock's sweep where some cases have fallen due: among many open ones, and among a tenth of them.
 * @param due how many fall due.
 */
export const sweeps = (many: INestApplicationContext, few: INestApplicationContext, due: number): Contest => {
  const sweep = (app: INestApplicationContext, count: number) => async (): Promise<number> => {
    await app.get(Pool).query(makeDue, [app.get(Clock).today().toString(), count]);
    return timed(async () => {
      const seen = await app.get(Assessor).sweep();
      if (seen !== count) throw new Error(`The sweep looked at ${seen} cases where ${count} were due.`);
    });
  };
  const unit = 'ms';
  return {
    samplers: { amongMany: sweep(many, due), amongFew: sweep(few, due), none: sweep(many, 0) },
    slices: 3,
    figures: (of) => [
      figure({
        work: 'sweep, tenfold open cases',
        value: of('amongMany'),
        unit,
        baseline: of('amongFew'),
        goal: noMoreThanTimesBaseline(1.25),
      }),
      figure({ work: 'sweep, nothing due', value: of('none'), unit }),
    ],
  };
};
