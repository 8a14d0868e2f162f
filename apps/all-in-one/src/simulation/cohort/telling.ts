import { type Decision, evolveBy, type Evolution, type IsoDate, Refusal } from '@ttg/event-sourcing';
import { type Cohort, nameOf } from './cohort';
import { cohortBegun, cohortTold, dayTold, type SimulationEvent } from './events';

/** How far the cohort of a seed has come in this store. */
export type Telling = { readonly status: 'not-begun' } | Begun;

interface Begun {
  readonly status: 'begun' | 'told';
  readonly cohort: Cohort;
  /** The last day of which all is told. */
  readonly toldTo?: IsoDate;
}

export type TellingDecision = Decision<Telling, SimulationEvent>;

export const tellingStream = (seed: number): string => `simulation-${seed}`;

export const telling: Evolution<Telling, SimulationEvent> = {
  initial: { status: 'not-begun' },
  evolve: evolveBy<Telling, SimulationEvent>({
    'simulation.cohort-begun': (_, cohort) => ({ status: 'begun', cohort }),
    'simulation.day-told': (state, { on }) => (state.status === 'begun' ? { ...state, toldTo: on } : state),
    'simulation.cohort-told': (state) => (state.status === 'begun' ? { ...state, status: 'told' } : state),
  }),
};

/** Another cohort has the seed: their women would share their numbers. */
export class SeedTaken extends Refusal {
  readonly code = 'seed-taken';
  override readonly field = 'seed';

  constructor(cohort: Cohort) {
    super(`Here stands a ${nameOf(cohort)}. Choose another seed.`);
  }
}

/** Begins a cohort. The same again writes nothing: one that was cut off is gone on with. @throws SeedTaken */
export const begin =
  (cohort: Cohort): TellingDecision =>
  (state) => {
    if (state.status === 'not-begun') return cohortBegun(cohort);
    if (nameOf(state.cohort) !== nameOf(cohort)) throw new SeedTaken(state.cohort);
    return [];
  };

/** A day is told. Again writes nothing. */
export const endDay =
  (on: IsoDate): TellingDecision =>
  (state) =>
    state.status === 'begun' && (state.toldTo === undefined || state.toldTo < on) ? dayTold({ on }) : [];

/** All is told. @param acts how many things are recorded of these women */
export const end =
  (acts: number): TellingDecision =>
  ({ status }) =>
    status === 'begun' ? cohortTold({ acts }) : [];
