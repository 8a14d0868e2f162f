import { londonToday } from '@ttg/calendar';
import { isoDate } from '@ttg/event-sourcing';
import { openPool } from '@ttg/event-sourcing/postgres/pool';
import { progressBar } from '@ttg/event-sourcing/cli/progress';
import { openEventStore } from '@ttg/event-sourcing/store/open-event-store';
import { refuseAnotherStore } from '@ttg/event-sourcing/store/refuse-another-store';
import { Temporal } from 'temporal-polyfill';
import { Interrupted, type Lifetime } from '@ttg/process/lifetime';
import type { Settings } from '@ttg/process/settings';
import { type Cohort, eveOf, usualSpan } from './cohort/cohort';
import type { SimulationEvent } from './cohort/events';
import { telling, tellingStream } from './cohort/telling';
import { withSimulation } from './open-simulation';

/** Of the first few seeds the one that leaves the fewest demo accounts with an empty board, whatever the day of the start. */
const seed = 5;

/**
 * A demo is not empty when it is first opened: a small cohort that ends yesterday. It is told before the application starts, which
 * then goes on as usual. One that was cut off, by Ctrl-C or a power cut, is gone on with at the next start.
 * @throws Interrupted
 */
export const firstRun = async (settings: Settings, databaseUrl: string, lifetime: Lifetime): Promise<void> => {
  if (!settings.demo || settings.database || settings.demoWomen === 0) return;
  await tellFirstCohort(settings, databaseUrl, lifetime);
};

/** The same, for a demo that is known to want one. */
export const tellFirstCohort = async (settings: Settings, databaseUrl: string, lifetime: Lifetime): Promise<void> => {
  const cohort = await cohortToTell(settings, databaseUrl);
  if (!cohort) return;
  console.log(`Making up ${cohort.women} women and their stories since ${cohort.from}. This is done once.`);
  const bar = progressBar('Making them up', 'days');
  try {
    await withSimulation(settings, databaseUrl, ({ tell }) =>
      tell(cohort, (done, days) => {
        bar.to(done, days);
        lifetime.goOn();
      }),
    );
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    // A demo with fewer stories is better than none. The class only: a message could hold what was recorded.
    const why = error instanceof Error ? error.name : 'why is not known';
    console.error(`The stories are not complete (${why}). The next start goes on with them.`);
  } finally {
    bar.end();
  }
};

/** For an empty store, a new one; or the one that was cut off. Read without starting the application, because most starts need none. */
const cohortToTell = async (settings: Settings, databaseUrl: string): Promise<Cohort | undefined> => {
  const pool = openPool(databaseUrl);
  const store = openEventStore(pool, settings);
  try {
    await refuseAnotherStore(pool, store);
    if ((await store.lastPosition()) === undefined) return newCohort(settings.demoWomen);
    const events = await store.readStream(tellingStream(seed));
    // The dictionary of the simulation: its events have no sealed fields and one version.
    const state = events
      .map(({ type, data }) => ({ type, data }) as SimulationEvent)
      .reduce(telling.evolve, telling.initial);
    return state.status === 'begun' ? state.cohort : undefined;
  } finally {
    await store.close();
    await pool.end();
  }
};

const newCohort = (women: number): Cohort => {
  const to = eveOf(londonToday(Temporal.Now.instant()));
  return { women, seed, from: isoDate(to.subtract(usualSpan(women))), to: isoDate(to) };
};
