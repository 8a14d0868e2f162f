import fc from 'fast-check';
import type { HerCase } from './her-case';

/** The same requests on every run. */
export const seed = 20_270_111;

/** Of the OpenAPI document, what is needed here. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
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
  readonly fields: Readonly<Record<string, Schema>>;
}

/** Every POST that the API describes, put to her records; ids of things she has none of are random ones. */
export const writeRoutes = async (she: HerCase): Promise<readonly WriteRoute[]> => {
  const { paths, components } = await she.resettlement.get<Description>('/api/openapi.json');
  const ids: Readonly<Record<string, string>> = {
    caseId: she.caseId,
    personId: she.personId,
    referralId: she.referralId,
    kind: 'travel',
  };
  const withIds = (path: string): string =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '0b0e7a52-3c0e-4c57-9f5e-0d4f6d1f2a11');
  const fieldsOf = ({ requestBody }: Operation): WriteRoute['fields'] => {
    const name = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
    return components.schemas[name]?.properties ?? {};
  };
  return Object.entries(paths).flatMap(([path, { post }]) =>
    post ? [{ path: withIds(path), fields: fieldsOf(post) }] : [],
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

/** A value of a field: one that it may have, or junk. */
const valueOf = (schema: Schema): fc.Arbitrary<unknown> =>
  schema.enum
    ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...schema.enum) }, { weight: 1, arbitrary: junk })
    : junk;

const bodyOf = ({ fields }: WriteRoute): fc.Arbitrary<string> => {
  const known = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, valueOf(schema)]));
  const object = fc.record(known, { requiredKeys: [] });
  const withUnknown = fc.tuple(object, fc.dictionary(fc.string({ maxLength: 12 }), junk, { maxKeys: 2 }));
  return fc.oneof(
    { weight: 6, arbitrary: object.map((body) => JSON.stringify(body)) },
    { weight: 2, arbitrary: withUnknown.map(([body, unknown]) => JSON.stringify({ ...body, ...unknown })) },
    { weight: 1, arbitrary: fc.jsonValue().map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  );
};

export interface JunkRequest {
  readonly path: string;
  readonly body: string;
  readonly account: string;
  readonly headers: Readonly<Record<string, string>>;
}

const headers = fc.record(
  {
    'Idempotency-Key': fc.constantFrom('one', 'two', 'x'.repeat(300), ' '),
    'If-Match': fc.constantFrom('*', '"0"', '"999999"', 'W/"1"', '"-1"', '""'),
  },
  { requiredKeys: [] },
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
