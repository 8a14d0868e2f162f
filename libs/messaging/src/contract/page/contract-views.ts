import type { EventsDocument } from '../asyncapi/document';
import { messageName } from '../asyncapi/messages';
import { contextOf } from '../attributes';
import { isPublished } from '../audience';
import type { EventSchema, JsonSchema } from '../json-schema';
import { namedBy } from '../schema-files';
import { type FieldRow, fieldsOf } from './fields';

interface EventLine {
  readonly name: string;
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly words: string;
  readonly internal: boolean;
}

type Header = Pick<FieldRow, 'name' | 'words' | 'always'>;

/** The page of all events. */
export interface EventsView {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly topics: readonly Readonly<Record<'address' | 'title' | 'summary' | 'description', string>>[];
  readonly headers: readonly Header[];
  readonly contexts: readonly { readonly name: string; readonly events: readonly EventLine[] }[];
}

/** The page of one version of one event. */
export interface EventView extends EventLine {
  readonly topics: readonly string[];
  readonly fields: readonly FieldRow[];
}

const lineOf = (schema: EventSchema): EventLine => {
  const { type, version } = namedBy(schema.$id);
  const { title, description = '' } = schema;
  return { name: messageName(schema), type, version, title, words: description, internal: !isPublished(type) };
};

/** @returns what the page of all events shows: contexts and events by name. */
export const eventsView = (schemas: readonly EventSchema[], document: EventsDocument): EventsView => {
  const lines = schemas.map(lineOf);
  const names = [...new Set(lines.map(({ type }) => contextOf(type)))];
  return {
    title: 'Events',
    paragraphs: document.info.description.split('\n\n'),
    topics: Object.values(document.channels),
    headers: headersOf(document.components.schemas['event-headers']),
    contexts: names.map((name) => ({ name, events: lines.filter(({ type }) => contextOf(type) === name) })),
  };
};

const headersOf = (headers: JsonSchema): readonly Header[] =>
  Object.entries(headers.properties ?? {}).map(([name, { description = '' }]) => ({
    name,
    words: description,
    always: headers.required?.includes(name) ?? false,
  }));

/** @returns what the page of one event shows. */
export const eventView = (schema: EventSchema, document: EventsDocument): EventView => {
  const line = lineOf(schema);
  const topics = Object.values(document.channels).filter(({ messages }) => line.name in messages);
  return { ...line, topics: topics.map(({ address }) => address), fields: fieldsOf(schema) };
};
