import fc from 'fast-check';
import type { HerCase } from './her-case';

/** The same requests on every run. */
export const seed = 20_270_111;

/** Of the OpenAPI document, what is needed here. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface WriteRoute {
  /** With her ids in it. */
  readonly path: string;
  /** What the document says of its body; nothing where it takes none. */
  readonly body: Schema;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Every POST that the API describes, put to her records; ids of things she has none of are random ones. */
export const writeRoutes = async (she: HerCase): Promise<readonly WriteRoute[]> => {
  const { paths, components } = await she.resettlement.get<Description>('/api/openapi.json');
  const { schemas } = components;
  const ids: Readonly<Record<string, string>> = {
    caseId: she.caseId,
    personId: she.personId,
    referralId: she.referralId,
    kind: 'travel',
  };
  const withIds = (path: string): string =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '0b0e7a52-3c0e-4c57-9f5e-0d4f6d1f2a11');
  return Object.entries(paths).flatMap(([path, { post }]) =>
    post ? [{ path: withIds(path), body: post.requestBody?.content['application/json']?.schema ?? {}, schemas }] : [],
  );
};

const strange = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\u202E',
  '👩🏽‍🦱',
  "'; drop table events; --",
  '{{7*7}}',
  '__proto__',
  'constructor',
  '%00',
  '2027-02-30',
  '0000-00-00',
  '-271821-04-20',
  '2027-03-28T01:30:00[Europe/London]',
  '2027-01-11',
  '9999-12-31',
  'E09000028',
  'A1234BC',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(70_000),
);
const numbers = fc.constantFrom(0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2_147_483_648);
const junk = fc.oneof(
  { weight: 4, arbitrary: strange },
  { weight: 2, arbitrary: numbers },
  { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const texts = fc.constantFrom('BZI', 'E09000028', 'Synthetic words.', 'A1234BC', '4857773456', 'email');
const days = fc.constantFrom('2026-01-12', '2026-11-02', '2027-01-11', '2027-03-31');

/** A value that the document allows, as far as it says. */
const allowed = (schema: Schema, schemas: WriteRoute['schemas']): fc.Arbitrary<unknown> => {
  const named = schema.$ref ?? schema.allOf?.[0]?.$ref;
  const of = named === undefined ? schema : (schemas[named.split('/').at(-1) ?? ''] ?? schema);
  if (of.enum) return fc.constantFrom(...of.enum);
  if (of.properties) return recordOf(of, schemas);
  if (of.type === 'array') return fc.array(valueOf(of.items ?? {}, schemas), { maxLength: 2 });
  return plain(of);
};

const plain = ({ type, format }: Schema): fc.Arbitrary<unknown> => {
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return fc.integer({ min: 1, max: 28 });
  if (format === 'date') return days;
  return format === 'uuid' ? fc.uuid() : texts;
};

/** A value of a field: one that it may have, or junk. */
const valueOf = (schema: Schema, schemas: WriteRoute['schemas']): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: allowed(schema, schemas) }, { weight: 1, arbitrary: junk });

const recordOf = ({ properties = {}, required = [] }: Schema, schemas: WriteRoute['schemas']): fc.Arbitrary<object> => {
  const fields = Object.entries(properties).map(([name, field]) => [name, valueOf(field, schemas)] as const);
  const whole = fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    { weight: 1, arbitrary: fc.record(Object.fromEntries(fields), { requiredKeys: [] }) },
  );
};

const bodyOf = ({ body, schemas }: WriteRoute): fc.Arbitrary<string> => {
  const object = allowed(body, schemas).map((value) => (typeof value === 'object' ? value : {}) as object);
  const withUnknown = fc.tuple(object, fc.dictionary(fc.string({ maxLength: 12 }), junk, { maxKeys: 2 }));
  return fc.oneof(
    { weight: 8, arbitrary: object.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: withUnknown.map(([value, unknown]) => JSON.stringify({ ...value, ...unknown })) },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  );
};

export interface JunkRequest {
  readonly path: string;
  readonly body: string;
  readonly account: string;
  readonly headers: Readonly<Record<string, string>>;
}

const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ 'Idempotency-Key': fc.uuid() }) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        'Idempotency-Key': fc.constantFrom('one', 'two', 'x'.repeat(300), ' '),
        'If-Match': fc.constantFrom('*', '"0"', '"999999"', 'W/"1"', '"-1"', '""'),
      },
      { requiredKeys: [] },
    ),
  },
);

/** Mostly who may write most. */
const accounts = fc.oneof(
  { weight: 6, arbitrary: fc.constant('resettlement-bronzefield') },
  { weight: 2, arbitrary: fc.constant('healthcare-bronzefield') },
  { weight: 1, arbitrary: fc.constantFrom('probation-london', 'housing-southwark', 'administrator') },
);

/** A request to one of the routes, by anybody, that is rarely what it should be. */
export const junkFor = (routes: readonly WriteRoute[]): fc.Arbitrary<JunkRequest> =>
  fc.constantFrom(...routes).chain((route) =>
    fc.record({
      path: fc.constant(route.path),
      body: bodyOf(route),
      account: accounts,
      headers,
    }),
  );
