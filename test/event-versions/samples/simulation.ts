import * as simulation from '../../../apps/all-in-one/src/simulation/cohort/events';
import { day, on } from './values';

export const samples = [
  simulation.cohortBegun({ women: 40, seed: 7, from: day('2026-01-01'), to: on }),
  simulation.dayTold({ on }),
  simulation.cohortTold({ acts: 1_234 }),
];
