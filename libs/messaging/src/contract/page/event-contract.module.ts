import { type DynamicModule, Module } from '@nestjs/common';
import { EventContract } from './event-contract';
import { EventPages, EventsDescription } from './pages';

/** Serves what is told of events at /api/events. Goes with the edge and the pages of libs/web. */
@Module({})
export class EventContractModule {
  /** @param topicPrefix what the names of this installation's topics begin with */
  static forRoot({ topicPrefix = 'ttg' }: { readonly topicPrefix?: string } = {}): DynamicModule {
    return {
      module: EventContractModule,
      controllers: [EventsDescription, EventPages],
      providers: [{ provide: EventContract, useFactory: () => new EventContract(topicPrefix) }],
    };
  }
}
