import { type DynamicModule, Module, type ModuleMetadata, type Provider, type Type } from '@nestjs/common';
import { CouncilClients } from '@ttg/access';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { kafkaSettings, type KafkaSettings } from '@ttg/messaging/kafka/kafka-settings';
import { AnswerContents } from './answers/answer-contents';
import { AnswerDesk } from './answers/answer-desk';
import { AnswerMeasures } from './answers/answer-measures';
import { AnswerTaker } from './answers/answer-taker';
import { AnswersReader } from './answers/answers-reader';
import { AnswersApi } from './answers/api';
import { AnswersHealthApi } from './answers/health.api';
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
import { WebhookMeasures } from './webhooks/webhook-measures';

/** What councils answer in messages: who records it, and where it is read. */
export interface FromCouncils {
  /** The module that brings the one who records it. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly taker: Type<AnswerTaker>;
  /** Without it nothing is read; what was put aside before is shown all the same. */
  readonly kafka: KafkaSettings | undefined;
}

const answersOf = ({ taker, kafka }: FromCouncils): Provider[] => [
  ...[{ provide: AnswerTaker, useExisting: taker }, AnswerContents, AnswerDesk, AnswerMeasures],
  ...(kafka ? [{ provide: kafkaSettings, useValue: kafka }, AnswersReader] : []),
];

/** What councils receive, and who their systems are: the gate, the notices it lets out, clients and their tokens, webhooks. */
@Module({})
export class CouncilsModule {
  /** @param answers what councils say in messages, where this process takes it */
  static forRoot(options: CouncilsOptions, answers?: FromCouncils): DynamicModule {
    return {
      module: CouncilsModule,
      imports: [EventSourcingModule.forFeature({ projections: [Gate] }), ...(answers?.imports ?? [])],
      controllers: [ClientsApi, TokenController, WebhooksApi, ...(answers ? [AnswersApi, AnswersHealthApi] : [])],
      providers: [
        { provide: councilsOptions, useValue: options },
        { provide: Targets, useFactory: () => new Targets(options.privateNetworks) },
        CouncilClients,
        CouncilNotices,
        Receivers,
        Deliveries,
        Proof,
        WebhookSender,
        WebhookMeasures,
        ...(answers ? answersOf(answers) : []),
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
