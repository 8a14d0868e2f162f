import { date } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { specification } from '@ttg/event-sourcing/given-when-then/given';
import { cohortBegun, cohortTold, dayTold } from './events';
import { begin, end, endDay, SeedTaken, telling } from './telling';

const given = specification(telling);
const day = (text: string) => isoDate(date(text));
const cohort = { women: 40, seed: 1, from: day('2026-07-25'), to: day('2026-11-21') };

describe('a seed that no cohort has', () => {
  it('is given to one', () => given().when(begin(cohort)).then(cohortBegun(cohort)));

  it('has no day that could end', () => given().when(endDay(cohort.from)).thenNothing());
});

describe('a cohort that is being told', () => {
  const begun = cohortBegun(cohort);

  it('is gone on with', () => given(begun).when(begin(cohort)).thenNothing());

  it('keeps its seed from another', () =>
    given(begun)
      .when(begin({ ...cohort, women: 41 }))
      .thenRefused(SeedTaken));

  it('comes to the end of each day once', () => {
    const told = dayTold({ on: cohort.from });
    given(begun).when(endDay(cohort.from)).then(told);
    given(begun, told).when(endDay(cohort.from)).thenNothing();
  });

  it('ends once', () => {
    given(begun)
      .when(end(7))
      .then(cohortTold({ acts: 7 }));
    given(begun, cohortTold({ acts: 7 }))
      .when(end(7))
      .thenNothing();
  });
});
