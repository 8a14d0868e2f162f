import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSchemaOf, type EventSchema, type JsonSchema, readSchemas } from '@ttg/messaging/contract';
import { brokenSinceRelease, headersBrokenSinceRelease } from './compatibility/since-release';
import { releasedHeaders } from './headers';
import { keepSchemas, schemaGaps, staleSchemas } from './kept-schemas';

const type = 'tests.named';
const schema = (version: number, field: string): EventSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: dataSchemaOf(type, version),
  title: 'Named',
  type: 'object',
  properties: { [field]: { type: 'string' } },
  required: [field],
});

describe('kept schemas', () => {
  it('come back as they were written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ttg-schemas-'));
    try {
      const schemas = [schema(1, 'name'), schema(2, 'fullName')];
      keepSchemas(folder, schemas);
      expect(readSchemas(folder)).toEqual(schemas);
      expect(staleSchemas(readSchemas(folder), schemas)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are stale where the types say something else, or are new', () => {
    const [first, second, other] = [schema(1, 'name'), schema(2, 'fullName'), schema(1, 'fullName')];
    expect(staleSchemas([first], [other])).toEqual([other]);
    expect(staleSchemas([first], [first, second])).toEqual([second]);
  });

  it('are missed where a version has none, and in the way where there is none', () => {
    expect(schemaGaps([schema(2, 'fullName')], [{ type, version: 2 }])).toEqual([
      `There is no schema of ${type} in version 1: take back the one it had.`,
    ]);
    expect(schemaGaps([schema(1, 'name')], [])).toEqual([
      `No dictionary knows ${type} in version 1: delete its schema, if it was never released.`,
    ]);
  });
});

describe('what was released', () => {
  const released = [schema(1, 'name')];

  it('goes on beside a next version', () =>
    expect(brokenSinceRelease(released, [schema(1, 'name'), schema(2, 'fullName')])).toEqual([]));

  it('is broken where a field has another name, and the way out is told', () =>
    expect(brokenSinceRelease(released, [schema(1, 'fullName')])).toEqual([
      expect.stringMatching(/^tests\.named in version 1: name is gone: who reads it .* next one with an upcaster/),
      expect.stringMatching(/^tests\.named in version 1: fullName could be absent: what was written .* upcaster/),
    ]));

  it('is broken where a version is gone, or the event became internal', () => {
    expect(brokenSinceRelease(released, [schema(2, 'fullName')])).toEqual([
      expect.stringContaining('tests.named in version 1 was released, and is not published any more.'),
    ]);
    const internal = { ...schema(1, 'name'), $id: dataSchemaOf('readiness.task-done', 1) };
    expect(brokenSinceRelease([internal], [internal])).toHaveLength(1);
  });
});

describe('the headers of the last release', () => {
  const changed = (of: string, { properties = {}, required = [] }: JsonSchema): string[] =>
    headersBrokenSinceRelease(releasedHeaders(), {
      ...releasedHeaders(),
      [of]: { ...releasedHeaders()[of], properties, required },
    });
  const { events = {}, notices = {} } = releasedHeaders();

  it('may get one that may be absent', () =>
    expect(
      changed('notices', { ...notices, properties: { ...notices.properties, ce_expirytime: { type: 'string' } } }),
    ).toEqual([]));

  it('are broken where one is gone, or stands in every message that stood in none', () => {
    const { ce_position: _, ...others } = events.properties ?? {};
    expect(changed('events', { ...events, properties: others })).toContainEqual(
      expect.stringMatching(/^Headers of events: ce_position is gone: who reads it .* a name of its own/),
    );
    expect(changed('events', { ...events, required: [...(events.required ?? []), 'ce_causationid'] })).toEqual([
      expect.stringMatching(/^Headers of events: ce_causationid could be absent: what was written /),
    ]);
  });
});
