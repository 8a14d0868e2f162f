import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { DemoModule } from '@ttg/web/demo';
import { HealthModule } from '@ttg/web/health';
import { EdgeModule } from '@ttg/web/http';
import { WebPagesModule } from '@ttg/web/pages';
import type { Settings } from './settings';

/** Every context in one process. The command bus and the kernel stand here, once: twice would be two buses. */
@Module({})
export class AppModule {
  /** @param databaseUrl the migrated database, as the application's role. */
  static with({ keys, demo }: Settings, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        EventSourcingModule.forRoot({ databaseUrl, keys, background: true }),
        EdgeModule.forRoot({ demo }),
        WebPagesModule.forRoot({ demo }),
        HealthModule,
        ...(demo ? [DemoModule] : []),
      ],
    };
  }
}
