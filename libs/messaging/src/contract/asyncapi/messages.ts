import { contextOf } from '../attributes';
import { isAnswer, isNotice, isPublished } from '../audience';
import type { EventSchema, JsonSchema } from '../json-schema';
import { namedBy } from '../schema-files';

/** A message of an AsyncAPI document: one version of one event. */
export interface MessageDescription {
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
  readonly contentType: string;
  readonly headers: Reference;
  readonly payload: Reference;
  readonly correlationId?: { readonly location: string };
  readonly tags: readonly { readonly name: string }[];
  readonly bindings: object;
}

export interface Reference {
  readonly $ref: string;
}

/** The name of a message and of its schema in the document: `housing.duty-to-refer-made.v1`. */
export const messageName = ({ $id }: EventSchema): string => {
  const { type, version } = namedBy($id);
  return `${type}.v${version}`;
};

/** The data as a schema among others: what names it from outside is left out. */
export const payloadOf = ({ $schema: _draft, $id: _id, ...schema }: EventSchema): JsonSchema => schema;

/** @returns the message of one version of an event, with its headers and its data by reference. */
export const messageOf = (schema: EventSchema): MessageDescription => {
  const { type } = namedBy(schema.$id);
  return {
    name: type,
    title: schema.title,
    ...(schema.description && { summary: schema.description }),
    contentType: 'application/json',
    headers: { $ref: `#/components/schemas/${headersOf(type)}` },
    payload: { $ref: `#/components/schemas/${messageName(schema)}` },
    ...(headersOf(type) === 'event-headers' && { correlationId: { location: '$message.header#/ce_correlationid' } }),
    tags: [{ name: contextOf(type) }, { name: isPublished(type) ? 'published' : 'internal' }],
    bindings: { kafka: { key: keyOf(type), bindingVersion: '0.5.0' } },
  };
};

const headersOf = (type: string): 'event-headers' | 'notice-headers' | 'answer-headers' => {
  if (isAnswer(type)) return 'answer-headers';
  return isNotice(type) ? 'notice-headers' : 'event-headers';
};

const keys = {
  'event-headers': 'The case, or the person where there is none: what happens to her in one period stays in order.',
  'notice-headers': 'The referral: what is said of one stays in order.',
  'answer-headers': 'Not looked at: the topic has one partition.',
} as const;

const keyOf = (type: string): JsonSchema => ({ type: 'string', description: keys[headersOf(type)] });
