import { defineEvent, type EventIn, type IsoDate } from '@ttg/event-sourcing';

/**
 * Every event of the simulation itself. Stream `simulation-{seed}`. They are about nobody: the id of the cohort stands where a
 * woman's would.
 */

/** A cohort of made-up women is begun. */
export const cohortBegun = defineEvent<{
  readonly women: number;
  readonly seed: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
}>()('simulation.cohort-begun');

/** All of that day stands in the store, and the rules have looked: a telling that is cut off goes on with the next. */
export const dayTold = defineEvent<{ readonly on: IsoDate }>()('simulation.day-told');

/** All there is to tell of it stands in the store. */
export const cohortTold = defineEvent<{ readonly acts: number }>()('simulation.cohort-told');

export const simulationEvents = { cohortBegun, dayTold, cohortTold };
export type SimulationEvent = EventIn<typeof simulationEvents>;
