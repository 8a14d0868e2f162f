import { Get, Header, Param, Res } from '@nestjs/common';
import { Problem, Public } from '@ttg/web/http';
import { Html, page, PageController } from '@ttg/web/pages';
import type { Response } from 'express';
import type { EventsDocument } from '../asyncapi/document';
import type { EventSchema } from '../json-schema';
import { eventsView, eventView } from './contract-views';
import { EventContract } from './event-contract';

class NoSuchEvent extends Problem {
  constructor() {
    super({
      status: 404,
      code: 'no-such-event',
      title: 'There is no such event',
      detail: 'There is no event of that name and version. All that there are stand under /api/events.',
    });
  }
}

/** What is published, for people (pages) and for programs (AsyncAPI, JSON Schema). It says nothing of anybody, and is open to all. */
@Public()
@PageController('api/events')
export class EventPages {
  constructor(private readonly contract: EventContract) {}

  @Get()
  @Html()
  all(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { schemas, document } = this.contract;
    return page(response, 'messaging/src/contract/page/views/events.njk', eventsView(schemas, document));
  }

  @Get(':name')
  @Html()
  one(@Param('name') name: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const view = eventView(this.schema(name), this.contract.document);
    return page(response, 'messaging/src/contract/page/views/event.njk', view);
  }

  @Get(':name/schema')
  @Header('Content-Type', 'application/schema+json; charset=utf-8')
  schema(@Param('name') name: string): EventSchema {
    const schema = this.contract.find(name);
    if (!schema) throw new NoSuchEvent();
    return schema;
  }
}

/** The whole of it as one AsyncAPI document. */
@Public()
@PageController('api/events.json')
export class EventsDescription {
  constructor(private readonly contract: EventContract) {}

  @Get()
  document(): EventsDocument {
    return this.contract.document;
  }
}
