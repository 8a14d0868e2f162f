import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CouncilsModule } from '@ttg/councils';
import { EventSourcingModule, type KernelOptions } from '@ttg/event-sourcing';
import { CouncilAnswers, HousingModule } from '@ttg/housing';
import type { KafkaSettings } from '@ttg/messaging';
import { EdgeModule } from '@ttg/web/http';

/** What a process is told that reads what councils answer. */
export interface AnswersErrand {
  readonly databaseUrl: string;
  readonly keys: KernelOptions['keys'];
  readonly kafka: KafkaSettings;
}

Logger.overrideLogger(false);

const { databaseUrl, keys, kafka } = JSON.parse(process.argv[2] ?? '{}') as AnswersErrand;
const councils = { publicUrl: 'https://gate.test', privateNetworks: [] };

class Housing {}

void NestFactory.createApplicationContext(
  {
    module: Housing,
    imports: [
      CqrsModule.forRoot(),
      EventSourcingModule.forRoot({ databaseUrl, keys, background: true }),
      EdgeModule.forRoot({ demo: true }),
      HousingModule,
      CouncilsModule.forRoot(councils, { imports: [HousingModule], taker: CouncilAnswers, kafka }),
    ],
  },
  { logger: false },
);
