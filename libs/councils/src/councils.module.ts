import { type DynamicModule, Module } from '@nestjs/common';
import { CouncilClients } from '@ttg/access';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { ClientsApi } from './clients/api';
import { councilsOptions, type CouncilsOptions } from './councils-options';
import { Gate } from './gate/gate.projection';
import { CouncilNotices } from './notices/council-notices';
import { TokenController } from './token/token.controller';
import { WebhooksApi } from './webhooks/api';
import { Deliveries } from './webhooks/deliveries';
import { Proof } from './webhooks/proof';
import { Receivers } from './webhooks/receivers';
import { WebhookSender } from './webhooks/sender';
import { Targets } from './webhooks/targets';

/** What councils receive, and who their systems are: the gate, the notices it lets out, clients and their tokens, webhooks. */
@Module({})
export class CouncilsModule {
  static forRoot(options: CouncilsOptions): DynamicModule {
    return {
      module: CouncilsModule,
      imports: [EventSourcingModule.forFeature({ projections: [Gate] })],
      controllers: [ClientsApi, TokenController, WebhooksApi],
      providers: [
        { provide: councilsOptions, useValue: options },
        { provide: Targets, useFactory: () => new Targets(options.privateNetworks) },
        CouncilClients,
        CouncilNotices,
        Receivers,
        Deliveries,
        Proof,
        WebhookSender,
      ],
      exports: [CouncilClients, CouncilNotices],
    };
  }

  /** For a process that publishes what the gate lets out, and answers to nobody: one of those that may run the gate. */
  static forRelay(options: CouncilsOptions): DynamicModule {
    return {
      module: CouncilsModule,
      imports: [EventSourcingModule.forFeature({ projections: [Gate] })],
      providers: [{ provide: councilsOptions, useValue: options }, CouncilNotices],
      exports: [CouncilNotices],
    };
  }
}
