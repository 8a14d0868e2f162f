import { NestFactory } from '@nestjs/core';
import { EventStore, MovableClock, Streams } from '@ttg/event-sourcing';
import type { OpenKernel } from '@ttg/event-sourcing/cli/command-context';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import type { PlainDate } from '@ttg/calendar';
import { personRegistered } from '@ttg/people/events';
import type { Settings } from '@ttg/process/settings';
import type { Cohort } from './cohort/cohort';
import { SeedTaken, telling, type Telling, tellingStream } from './cohort/telling';
import { type OnDay, simulate } from './run/simulate';
import { SimulatedClock } from './run/simulated-clock';
import { SimulationModule } from './simulation.module';

/** The application as a simulation needs it, on a database that is a demo's. */
export interface OpenSimulation {
  readonly kernel: OpenKernel;
  /** Today in London, by the clock of the installation. */
  readonly today: PlainDate;
  /** How far the cohort of a seed has come here. */
  readonly toldOf: (seed: number) => Promise<Telling>;
  /** @throws StartFailure where another cohort has the seed */
  readonly tell: (cohort: Cohort, onDay?: OnDay) => Promise<void>;
}

/**
 * Opens the application for the time of the work: nothing else may run on the database.
 * @param databaseUrl migrated, as the application's role
 * @throws StartFailure where the store is not a demo's
 */
export const withSimulation = async <T>(
  settings: Settings,
  databaseUrl: string,
  work: (simulation: OpenSimulation) => Promise<T>,
): Promise<T> => {
  const clock = new SimulatedClock();
  const kernel = await NestFactory.createApplicationContext(SimulationModule.with(settings, databaseUrl, clock), {
    abortOnError: false,
    logger: ['fatal', 'error'],
  });
  try {
    await refuseRealWomen(kernel.get(EventStore));
    return await work({
      kernel,
      today: kernel.get(MovableClock).today(),
      toldOf: async (seed) => (await kernel.get(Streams).load(telling, tellingStream(seed))).state,
      tell: (cohort, onDay) => simulate(kernel, clock, cohort, onDay).catch(asFailure),
    });
  } finally {
    await kernel.close();
  }
};

const page = 1000;

/** Made-up women stand beside no others: whoever counts, or searches, must be able to tell. @throws StartFailure */
const refuseRealWomen = async (store: EventStore): Promise<void> => {
  let { events, upTo } = await store.readAll({ types: [personRegistered.type], limit: page });
  for (;;) {
    if (events.some(({ data }) => data['synthetic'] !== true)) {
      throw new StartFailure(
        'This database has records of women that are not marked as synthetic, so nothing was written. Simulate into one of its own: DATA_DIR=.data-simulation npm run simulate',
      );
    }
    if (events.length < page) return;
    ({ events, upTo } = await store.readAll({ types: [personRegistered.type], limit: page, after: upTo }));
  }
};

const asFailure = (error: unknown): never => {
  if (error instanceof SeedTaken) throw new StartFailure(error.message, { cause: error });
  throw error;
};
