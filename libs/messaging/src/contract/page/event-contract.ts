import { type EventsDocument, eventsDocument } from '../asyncapi/document';
import { messageName } from '../asyncapi/messages';
import type { EventSchema } from '../json-schema';
import { readSchemas } from '../schema-files';

interface Contract {
  readonly schemas: readonly EventSchema[];
  readonly document: EventsDocument;
}

/** What is told of events: read when it is first asked for, and kept. */
export class EventContract {
  private kept: Contract | undefined;

  constructor(private readonly topicPrefix: string) {}

  get schemas(): readonly EventSchema[] {
    return this.contract().schemas;
  }

  get document(): EventsDocument {
    return this.contract().document;
  }

  /** @param name `housing.duty-to-refer-made.v1` */
  find(name: string): EventSchema | undefined {
    return this.schemas.find((schema) => messageName(schema) === name);
  }

  private contract(): Contract {
    return (this.kept ??= this.read());
  }

  private read(): Contract {
    const schemas = readSchemas();
    return { schemas, document: eventsDocument(schemas, this.topicPrefix) };
  }
}
