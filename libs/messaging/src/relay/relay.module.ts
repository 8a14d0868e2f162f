import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { kafkaSettings, type KafkaSettings } from '../kafka/kafka-settings';
import { CouncilRelay } from './council-relay';
import { CouncilRelayStatus } from './council-relay-status';
import { NoticeSource } from './notice-source';
import { Relay } from './relay';
import { RelayHealthController } from './api';
import { RelayFaults } from './relay-faults';
import { RelayStatus } from './relay-status';

export interface ToCouncils {
  /** The module that brings it. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Who lets notices out. */
  readonly notices: Type<NoticeSource>;
}

/** The relay, beside the kernel's module: it runs where the kernel's background loops do. */
@Module({})
export class RelayModule {
  /** @param toCouncils what councils are told, where this process tells it; without it, events and alerts alone are published */
  static forRoot(settings: KafkaSettings, toCouncils?: ToCouncils): DynamicModule {
    return {
      module: RelayModule,
      imports: toCouncils?.imports ?? [],
      controllers: [RelayHealthController],
      providers: [
        { provide: kafkaSettings, useValue: settings },
        Relay,
        RelayStatus,
        RelayFaults,
        ...(toCouncils
          ? [{ provide: NoticeSource, useExisting: toCouncils.notices }, CouncilRelay, CouncilRelayStatus]
          : []),
      ],
      exports: [RelayStatus],
    };
  }
}
