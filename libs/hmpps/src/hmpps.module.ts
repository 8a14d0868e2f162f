import { type DynamicModule, Module } from '@nestjs/common';
import { custodyEvents } from '@ttg/custody/events';
import { EventSourcingModule } from '@ttg/event-sourcing';
import { peopleEvents } from '@ttg/people/events';
import { InboxAdminApi } from './admin/api';
import { InboxMeasures } from './admin/inbox-measures';
import { MessageList } from './admin/message-list';
import { hmppsSettings, type HmppsSettings } from './hmpps-settings';
import { ActOn } from './inbox/act-on';
import { InboxApi } from './inbox/api';
import { CarryOut } from './inbox/carry-out';
import { Contents } from './inbox/contents';
import { Doorbell } from './inbox/doorbell';
import { Inbox } from './inbox/inbox';
import { InboxWorker } from './inbox/worker';
import { WhatIsKnown } from './known/what-is-known';
import { HmppsQueue } from './queue/queue';
import { HmppsApi } from './record/hmpps-api';
import { type Patience, Resilience } from './record/resilience';

export interface HmppsOptions extends HmppsSettings {
  /** Of requests to HMPPS; usual if not given. */
  readonly patience?: Patience;
}

/**
 * What HMPPS tells, made into commands of `people` and `custody`: it stands in the process that has both. An application without
 * settings for it leaves it out.
 */
@Module({})
export class HmppsModule {
  static forRoot({ patience, ...settings }: HmppsOptions): DynamicModule {
    return {
      module: HmppsModule,
      imports: [EventSourcingModule.forFeature({ events: { ...custodyEvents, ...peopleEvents } })],
      controllers: [InboxApi, InboxAdminApi],
      providers: [
        { provide: hmppsSettings, useValue: settings },
        { provide: Resilience, useFactory: () => new Resilience(patience) },
        ...[
          HmppsApi,
          WhatIsKnown,
          CarryOut,
          ActOn,
          Contents,
          Doorbell,
          Inbox,
          InboxWorker,
          HmppsQueue,
          MessageList,
          InboxMeasures,
        ],
      ],
      exports: [Inbox, MessageList],
    };
  }
}
