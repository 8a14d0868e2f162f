import { Parser } from '@asyncapi/parser';
import { councils } from '@ttg/reference';
import { topicNames, topicsOf } from '../../topics/topics';
import { answers } from '../audience';
import { readSchemas } from '../schema-files';
import { type EventsDocument, eventsDocument } from './document';

const schemas = readSchemas();
const document = eventsDocument(schemas, 'ttg');
const { channels, components, operations } = document;

/** What the official parser finds: errors and warnings. */
const faults = async (text: string): Promise<readonly string[]> => {
  const found = await new Parser().validate(text);
  return found
    .filter(({ severity }) => Number(severity) <= 1)
    .map(({ message, path }) => `${path.join('/')}: ${message}`);
};

/** With a few messages: what is refused in these is refused in all. */
const few = eventsDocument(
  schemas.filter(({ $id }) => /:(readiness\.alert-raised|council\.referral-made):/.test($id)),
  'ttg',
);

const changed = (change: (copy: { [Part in keyof EventsDocument]: Record<string, unknown> }) => void): string => {
  const copy = JSON.parse(JSON.stringify(few)) as Parameters<typeof change>[0];
  change(copy);
  return JSON.stringify(copy);
};

describe('the description of events', () => {
  it('is AsyncAPI 3 by its official parser', async () => {
    expect(document.asyncapi).toBe('3.0.0');
    expect(await faults(JSON.stringify(document))).toEqual([]);
  }, 60_000);

  it.each([
    ['a channel has a message that there is not', changed(({ components: parts }) => (parts['messages'] = {}))],
    ['an operation has a channel that there is not', changed(({ channels: all }) => delete all['alerts'])],
  ])(
    'is refused by it where %s',
    async (_what, text) => {
      expect(await faults(JSON.stringify(few))).toEqual([]);
      expect(await faults(text)).not.toEqual([]);
    },
    60_000,
  );

  it('has a message for each schema, and a place for each message', () => {
    expect(Object.keys(components.messages)).toHaveLength(schemas.length);
    const placed = new Set(Object.values(channels).flatMap(({ messages }) => Object.keys(messages)));
    expect([...placed].sort()).toEqual(Object.keys(components.messages).sort());
  });

  it('has alerts alone on the topic of alerts, and notices alone on those of councils', () => {
    const contextsOn = (name: string) =>
      new Set(Object.keys(channels[name]?.messages ?? {}).map((message) => message.split('-')[0]));
    expect(contextsOn('alerts')).toEqual(new Set(['readiness.alert']));
    expect([...contextsOn('council')].every((context) => context?.startsWith('council.'))).toBe(true);
    expect([...contextsOn('events')].some((context) => context?.startsWith('council.'))).toBe(false);
  });

  it('has on the topics from councils what they may say, each with its fields, and nothing else', () => {
    const said = Object.keys(channels['council-answers']?.messages ?? {});
    expect(said).toHaveLength(answers.length);
    for (const name of said) {
      expect(components.messages[name]?.headers).toEqual({ $ref: '#/components/schemas/answer-headers' });
      expect((components.schemas as Record<string, unknown>)[name]).toMatchObject({
        required: expect.arrayContaining(['referralId']) as string[],
      });
      expect(Object.keys(channels['council']?.messages ?? {})).not.toContain(name);
    }
  });

  it('has the topics that are made, and says to which we write and which we read', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    const made = topicsOf('ttg').map(({ name }) => name);
    const names = topicNames('ttg');
    const ofCouncils = councils.flatMap(({ code }) => [names.council(code), names.answers(code)]);
    expect(made.filter((name) => !addresses.includes(name) && !ofCouncils.includes(name))).toEqual([]);
    const ofOne = ['ttg.council.{gssCode}.v1', 'ttg.council-answers.{gssCode}.v1'];
    expect(addresses).toEqual(['ttg.events.v1', 'ttg.alerts.v1', ...ofOne]);
    expect(Object.values(operations).map(({ action }) => action)).toEqual(['send', 'send', 'send', 'receive']);
  });

  it('names topics as this installation does', () => {
    const { channels: others } = eventsDocument(schemas, 'leeds');
    expect(Object.values(others).map(({ address }) => address.split('.')[0])).toEqual([
      'leeds',
      'leeds',
      'leeds',
      'leeds',
    ]);
  });

  it('says what is published', () => {
    const tags = (name: string) => components.messages[name]?.tags.map((tag) => tag.name);
    expect(tags('housing.duty-to-refer-made.v1')).toEqual(['housing', 'published']);
    expect(tags('housing.live-referral-reserved.v1')).toEqual(['housing', 'internal']);
  });
});
