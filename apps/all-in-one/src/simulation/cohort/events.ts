import { defineEvent, type EventIn, type IsoDate } from '@ttg/event-sourcing';

/**
 * Every event of the simulation itself. Stream `simulation-{seed}`. They are about nobody: the id of the cohort stands where a
 * woman's would.
 */

export const cohortBegun = defineEvent<{
  readonly women: number;
  readonly seed: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
}>()('simulation.cohort-begun');

/** All there is to tell of it stands in the store. */
export const cohortTold = defineEvent<{ readonly acts: number }>()('simulation.cohort-told');

export const simulationEvents = { cohortBegun, cohortTold };
export type SimulationEvent = EventIn<typeof simulationEvents>;
