import type { GssCode } from '@ttg/reference';
import { type Topic, topicNames, topicsOf } from '../../topics/topics';
import { isAlert, isAnswer, isNotice } from '../audience';
import type { EventSchema } from '../json-schema';
import { namedBy } from '../schema-files';
import { messageName, type Reference } from './messages';

/** A topic with all that can stand on it, and what is done with it. */
export interface ChannelDescription {
  readonly name: string;
  readonly address: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: Readonly<Record<string, object>>;
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings: object;
  /** We write to it, or read from it. */
  readonly action: 'send' | 'receive';
  readonly operation: string;
}

/** The council in the address of its topic, as AsyncAPI writes a parameter. */
const anyCouncil = '{gssCode}' as GssCode;

const toServices = {
  name: 'events',
  title: 'Events',
  summary: 'Everything that happened, in the order of each case.',
  description:
    'For the services of this system. It is kept without an end: a reader that begins today reads from the first event. What is sealed in the store is sealed here, and opened by those alone who hold the key.',
  action: 'send',
  operation: 'Publish every event',
} as const;

const toTeams = {
  name: 'alerts',
  title: 'Alerts',
  summary: 'What is still missing before the day, and what becomes of it.',
  description: 'The same messages as among the events, for programs that show alerts and nothing else.',
  action: 'send',
  operation: 'Publish every alert',
} as const;

const toCouncils = {
  name: 'council',
  title: 'Notices to one council',
  summary: 'There is something to fetch, and where.',
  description:
    'Each council has a topic of its own and reads no other. A notice holds nothing of hers: what it is about is fetched with the credentials of the council, and her agreement is looked at then. Where she has withdrawn it, every earlier address answers 410.',
  action: 'send',
  operation: 'Tell a council',
} as const;

const fromCouncils = {
  name: 'council-answers',
  title: 'Answers of one council',
  summary: 'What a council says of a referral: the same as over HTTP, field for field.',
  description:
    'Each council has a topic of its own, and may write there and nowhere else. Messages are taken in their order, each id once. One that is not recorded is put aside, the others go on, and the notice `council.answer-refused` leads to what is wrong with it.',
  action: 'receive',
  operation: 'Take what a council answers',
} as const;

/** The topics of an installation, with the messages that can stand on each. */
export const channelsOf = (prefix: string, schemas: readonly EventSchema[]): readonly ChannelDescription[] => {
  const names = topicNames(prefix);
  const topics = topicsOf(prefix);
  const topic = (name: string): Topic | undefined => topics.find((one) => one.name === name);
  const thoseThat = (are: (type: string) => boolean) => messagesOf(schemas.filter(({ $id }) => are(namedBy($id).type)));
  const [council, answers] = [names.council(anyCouncil), names.answers(anyCouncil)];
  return [
    {
      ...toServices,
      address: names.events,
      messages: thoseThat((type) => !isNotice(type) && !isAnswer(type)),
      bindings: kafkaOf(topic(names.events)),
    },
    { ...toTeams, address: names.alerts, messages: thoseThat(isAlert), bindings: kafkaOf(topic(names.alerts)) },
    {
      ...toCouncils,
      address: council,
      parameters: { gssCode: { description: 'GSS code of the council.', examples: ['E09000028'] } },
      messages: thoseThat(isNotice),
      bindings: kafkaOf(topics.find(({ name }) => isOf(name, council))),
    },
    {
      ...fromCouncils,
      address: answers,
      parameters: { gssCode: { description: 'GSS code of the council.', examples: ['E09000028'] } },
      messages: thoseThat(isAnswer),
      bindings: kafkaOf(topics.find(({ name }) => isOf(name, answers))),
    },
  ];
};

/** Is it one of the topics that the address stands for? */
const isOf = (name: string, address: string): boolean => {
  const [before = '', after = ''] = address.split(anyCouncil);
  return name.startsWith(before) && name.endsWith(after);
};

const messagesOf = (schemas: readonly EventSchema[]): Readonly<Record<string, Reference>> =>
  Object.fromEntries(
    schemas.map((schema) => [messageName(schema), { $ref: `#/components/messages/${messageName(schema)}` }]),
  );

const kafkaOf = (topic: Topic | undefined): object => {
  if (!topic) throw new Error('A channel of the contract has no topic.');
  return {
    kafka: {
      partitions: topic.partitions,
      topicConfiguration: {
        'cleanup.policy': [topic.config['cleanup.policy']],
        'retention.ms': Number(topic.config['retention.ms']),
      },
      bindingVersion: '0.5.0',
    },
  };
};
