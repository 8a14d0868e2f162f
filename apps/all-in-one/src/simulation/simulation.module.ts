import { type DynamicModule, Module } from '@nestjs/common';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { AppModule } from '../app.module';
import type { Settings } from '@ttg/process/settings';
import { simulationEvents } from './cohort/events';
import type { SimulatedClock } from './run/simulated-clock';

/** The whole application with its projections, on the clock of a simulation; what goes on by itself goes on when it is told to. */
@Module({})
export class SimulationModule {
  static with(settings: Settings, databaseUrl: string, clock: SimulatedClock): DynamicModule {
    return {
      module: SimulationModule,
      imports: [
        AppModule.with(settings, databaseUrl, { background: 'on-demand', clock }),
        EventSourcingModule.forFeature({ events: simulationEvents }),
      ],
    };
  }
}
