import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EventSourcingModule, type KernelOptions } from '@ttg/event-sourcing';
import { EventContractModule } from '@ttg/messaging/contract/page/event-contract.module';
import { ObservabilityModule } from '@ttg/observability';
import { AdminModule } from '@ttg/web/admin';
import { DemoModule } from '@ttg/web/demo';
import { HealthModule } from '@ttg/web/health';
import { EdgeModule } from '@ttg/web/http';
import { WebPagesModule } from '@ttg/web/pages';
import type { Settings } from './settings';

/** What an app is made of: modules of contexts, and of what connects us with others, which may be left out by the settings. */
export type Parts = (settings: Settings) => readonly (Type<unknown> | DynamicModule)[];

export type HowItRuns = Partial<Pick<KernelOptions, 'background' | 'clock' | 'feed' | 'maintenanceUrl'>>;

/**
 * What every app of ours is, whichever contexts it runs. The command bus and the kernel stand here, once in a process: twice would
 * be two buses.
 */
@Module({})
export class ApplicationModule {
  /**
   * @param service what it is called in logs, figures and traces
   * @param databaseUrl the migrated database, as the application's role.
   * @param how whether projections and loops run: not in a process that is there for one command.
   */
  static of(
    service: string,
    parts: Parts,
    settings: Settings,
    databaseUrl: string,
    how: HowItRuns = {},
  ): DynamicModule {
    const { keys, demo, checkpointFolder, kurrentDbUrl, topicPrefix, observability } = settings;
    // A process that is there for one command stands beside the one that is watched.
    const told = how.background === undefined ? observability : {};
    return {
      module: ApplicationModule,
      imports: [
        CqrsModule.forRoot(),
        EventSourcingModule.forRoot({ databaseUrl, kurrentDbUrl, keys, checkpointFolder, background: true, ...how }),
        EdgeModule.forRoot({ demo }),
        ObservabilityModule.forRoot({ service, ...told }),
        WebPagesModule.forRoot({ demo }),
        HealthModule,
        AdminModule,
        EventContractModule.forRoot({ topicPrefix }),
        ...parts(settings),
        ...(demo ? [DemoModule] : []),
      ],
    };
  }
}
