import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CustodyModule } from '@ttg/custody';
import { EventSourcingModule, type KernelOptions } from '@ttg/event-sourcing';
import { HealthModule as HealthcareModule } from '@ttg/health';
import { HousingModule } from '@ttg/housing';
import { PeopleModule } from '@ttg/people';
import { ReadinessModule } from '@ttg/readiness';
import { SharingModule } from '@ttg/sharing';
import { AdminModule } from '@ttg/web/admin';
import { DemoModule } from '@ttg/web/demo';
import { HealthModule } from '@ttg/web/health';
import { EdgeModule } from '@ttg/web/http';
import { WebPagesModule } from '@ttg/web/pages';
import type { Settings } from './settings';

type HowItRuns = Partial<Pick<KernelOptions, 'background' | 'clock' | 'maintenanceUrl'>>;

/** Every context in one process. The command bus and the kernel stand here, once: twice would be two buses. */
@Module({})
export class AppModule {
  /**
   * @param databaseUrl the migrated database, as the application's role.
   * @param how whether projections and loops run: not in a process that is there for one command.
   */
  static with(settings: Settings, databaseUrl: string, how: HowItRuns = {}): DynamicModule {
    const { keys, demo, checkpointFolder, kurrentDbUrl } = settings;
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        EventSourcingModule.forRoot({ databaseUrl, kurrentDbUrl, keys, checkpointFolder, background: true, ...how }),
        EdgeModule.forRoot({ demo }),
        WebPagesModule.forRoot({ demo }),
        HealthModule,
        AdminModule,
        PeopleModule,
        CustodyModule,
        HousingModule,
        HealthcareModule,
        SharingModule,
        ReadinessModule,
        ...(demo ? [DemoModule] : []),
      ],
    };
  }
}
