import { type ChannelDescription, channelsOf } from './channels';
import { answerHeaders, eventHeaders, noticeHeaders } from './headers';
import { messageName, messageOf, payloadOf, type Reference } from './messages';
import type { EventSchema } from '../json-schema';

const info = {
  title: 'Through the Gate: events',
  version: '1',
  description: [
    'What happened on the way to the day a woman leaves prison, as messages on Kafka: CloudEvents 1.0 in binary mode.',
    'All that happens to one woman in one period has one key and comes in its order. A message may come twice, and has the same `ce_id` then.',
    'An event keeps its form. It may get a field that can be absent, and a list marked `x-extensible-enum` a new code: take what you do not know. All else is a new version, with a schema of its own.',
    'Fields with `x-compartment` are sealed. `x-opens` says what is in them, for those who hold the key of that compartment.',
    'Events tagged `internal` are for the context that writes them, and may change with any release.',
  ].join('\n\n'),
  license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
};

const servers = {
  kafka: {
    host: '{brokers}',
    protocol: 'kafka',
    description: 'The brokers of this installation.',
    variables: { brokers: { description: 'KAFKA_BROKERS: host and port of each, parted by commas.' } },
  },
};

/**
 * @param topicPrefix what the names of all topics begin with
 * @returns the AsyncAPI 3.0 description of everything that is published.
 */
export const eventsDocument = (schemas: readonly EventSchema[], topicPrefix: string) => {
  const channels = channelsOf(topicPrefix, schemas);
  return {
    asyncapi: '3.0.0',
    id: 'urn:ttg:events',
    info,
    defaultContentType: 'application/json',
    servers,
    channels: Object.fromEntries(
      channels.map(({ name, action: _action, operation: _operation, ...channel }) => [name, channel]),
    ),
    operations: Object.fromEntries(channels.map(operationOf)),
    components: {
      messages: Object.fromEntries(schemas.map((schema) => [messageName(schema), messageOf(schema)])),
      schemas: {
        'event-headers': eventHeaders,
        'notice-headers': noticeHeaders,
        'answer-headers': answerHeaders,
        ...Object.fromEntries(schemas.map((schema) => [messageName(schema), payloadOf(schema)])),
      },
    },
  } as const;
};

export type EventsDocument = ReturnType<typeof eventsDocument>;

interface OperationDescription {
  readonly action: ChannelDescription['action'];
  readonly channel: Reference;
  readonly title: string;
  readonly summary: string;
}

const operationOf = ({
  name,
  action,
  operation,
  summary,
}: ChannelDescription): readonly [string, OperationDescription] => [
  `${action === 'send' ? 'publish' : 'take'}-${name}`,
  { action, channel: { $ref: `#/channels/${name}` }, title: operation, summary },
];
