import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { EventToAppend } from '@ttg/event-sourcing';
import { dataSchemaOf, isPublished, namedBy, readSchemas } from '@ttg/messaging/contract';
import { contexts } from '../event-versions/contexts';
import type { EventFixture } from '../event-versions/event-fixture';
import { brokenSinceRelease, headersBrokenSinceRelease } from './compatibility/since-release';
import { releasedHeaders, todaysHeaders } from './headers';
import { releasedFolder } from './kept-schemas';
import { closed, validatorOf } from './wire-schemas';

const kept = readSchemas();
const released = readSchemas(releasedFolder);
let fixtures: readonly EventFixture[];

beforeAll(async () => {
  fixtures = (await contexts()).flatMap((context) => context.fixtures);
});

const schemaOf = ({ type, version }: Pick<EventToAppend, 'type' | 'version'>) => {
  const schema = kept.find(({ $id }) => $id === dataSchemaOf(type, version));
  if (!schema) throw new Error(`There is no schema of ${type} in version ${version}.`);
  return schema;
};

describe('the schemas of events', () => {
  // In a process of its own: the compiler that reads the types is slow to load here.
  it('are those of the types in the sources, of every version that was ever written: npm run event-schemas', () => {
    const root = join(__dirname, '../..');
    const check = ['--require', './test/faults/typescript.cjs', 'test/event-schemas/write.ts', '--check'];
    const { status, stderr } = spawnSync(process.execPath, check, { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }, 60_000);

  it('are JSON Schema 2020-12', () => {
    expect(kept.length).toBeGreaterThan(90);
    for (const schema of kept) {
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(() => validatorOf(schema)).not.toThrow();
    }
    expect(() => validatorOf({ type: 'day' })).toThrow('type');
  });

  it('hold for every event that was ever written, with no field and no code that they do not name', () => {
    for (const { stored } of fixtures) {
      const isValid = validatorOf(closed(schemaOf(stored)));
      isValid(stored.data);
      expect([stored.type, stored.version, isValid.errors]).toEqual([stored.type, stored.version, null]);
    }
  });

  it.each([
    ['a field that must be there is not', (data: object) => ({ ...data, council: undefined })],
    ['a date is none', (data: object) => ({ ...data, on: '31 March' })],
    ['a code is none of the list', (data: object) => ({ ...data, reason: 'evicted' })],
    ['what is sealed is in clear', (data: object) => ({ ...data, content: { name: 'Synthetic Example' } })],
  ])('do not hold where %s', (_what, change) => {
    const event = fixtures.find(({ stored }) => stored.type === 'housing.duty-to-refer-made')?.stored;
    if (!event) throw new Error('It has a fixture.');
    const isValid = validatorOf(schemaOf(event));
    expect(isValid(event.data)).toBe(true);
    expect(isValid(JSON.parse(JSON.stringify(change(event.data))))).toBe(false);
  });

  it('tell of every field that is sealed which key opens it, and what is in it', () => {
    const sealed = kept.flatMap(({ properties = {} }) =>
      Object.values(properties).filter((field) => field.properties?.['$sealed']),
    );
    expect(sealed.length).toBeGreaterThan(40);
    for (const field of sealed)
      expect(field).toEqual(
        expect.objectContaining({
          description: expect.stringMatching(/Sealed: opened with her key for/) as string,
          'x-compartment': expect.stringMatching(/^(identity|contact|health|protected-address|her-words)$/) as string,
          'x-opens': expect.anything() as object,
        }),
      );
  });
});

describe('published events', () => {
  it('break nothing that was built on the last release', () => {
    expect(brokenSinceRelease(released, kept)).toEqual([]);
    expect(headersBrokenSinceRelease(releasedHeaders(), todaysHeaders)).toEqual([]);
  });

  it('are held to the last release, each of them', () => {
    expect(released.length).toBeGreaterThan(100);
    expect(released.filter(({ $id }) => !isPublished(namedBy($id).type))).toEqual([]);
  });

  it('say what they mean, in words', () => {
    const wordless = kept.filter(({ $id, description }) => isPublished(namedBy($id).type) && !description);
    expect(wordless.map(({ $id }) => $id)).toEqual([]);
  });
});
