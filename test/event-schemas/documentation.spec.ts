import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromMessage } from '@ttg/messaging/cloud-events/event-message';
import { attributesOf, dataSchemaOf, readSchemas } from '@ttg/messaging/contract';
import { eventHeaders } from '@ttg/messaging/contract/asyncapi/headers';
import { closed, validatorOf } from './wire-schemas';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/events.md'), 'utf8');

interface Shown {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: object;
}
const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as Shown;

describe('the message that docs/events.md shows', () => {
  const event = fromMessage({ headers: shown.headers, value: Buffer.from(JSON.stringify(shown.value)) });

  it('is one as the relay publishes them', () => {
    const attributes = Object.entries(attributesOf(event)).map(([name, value]) => [`ce_${name}`, value]);
    expect(shown.headers).toEqual({
      'content-type': 'application/json',
      ...(Object.fromEntries(attributes) as object),
    });
    expect(shown.key).toBe(shown.headers['ce_partitionkey']);
    expect(validatorOf(closed(eventHeaders))(shown.headers)).toBe(true);
  });

  it('has the data that its schema describes', () => {
    const schema = readSchemas().find(({ $id }) => $id === dataSchemaOf(event.type, event.version));
    expect(schema && validatorOf(closed(schema))(shown.value)).toBe(true);
  });
});

it('docs/events.md names no file and no command that is not there', () => {
  const files = [...page.matchAll(/`((?:libs|test|docs)\/[\w./-]+)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(4);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const commands = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
  expect(commands.filter((script) => !(script in scripts))).toEqual([]);
});
