import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';

jest.setTimeout(120_000);

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, Json>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array'];

/** Every object and list below, with where it stands. */
const walk = function* (node: unknown, at = '#'): Generator<readonly [at: string, node: Json]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [at, node as Json];
  for (const [name, child] of Object.entries(node)) yield* walk(child, `${at}/${name.replaceAll('/', '~1')}`);
};

/** The thing that a reference leads to. */
const follow = (document: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, name) => (node as Json | undefined)?.[name.replaceAll('~1', '/')], document);

describe('the description of the API', () => {
  const data = temporaryDataDir();
  let app: RunningApp;
  let description: Description;
  const operations = (): (readonly [string, Operation])[] =>
    Object.entries(description.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );

  beforeAll(async () => {
    app = await startApp({ env: { DATA_DIR: data.path, DEMO: 'on' } });
    description = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Description;
  });
  afterAll(async () => {
    await app.stop();
    await data.remove();
  });

  it('is OpenAPI 3.1, of every context, and of nothing but the API', () => {
    expect(description.openapi).toBe('3.1.0');
    const places = new Set(Object.keys(description.paths).map((path) => path.split('/')[3]));
    expect(places).toEqual(new Set(['people', 'custody', 'housing', 'health', 'sharing', 'readiness']));
  });

  it('refers to nothing that is not there', () => {
    const references = [...walk(description)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => follow(description, reference) === undefined)).toEqual([]);
  });

  it('has fields for every request, and says of each field what it holds', () => {
    const untold = Object.entries(description.components.schemas).flatMap(([name, { properties = {} }]) => {
      const fields = Object.entries(properties as Record<string, Json>);
      const vague = fields.filter(([, field]) => !field.$ref && !field.allOf && !types.includes(String(field.type)));
      const empty = fields.filter(([, { type, properties: own }]) => type === 'object' && !own);
      return fields.length === 0 ? [name] : [...vague, ...empty].map(([field]) => `${name}.${field}`);
    });
    expect(untold).toEqual([]);
  });

  it('says of every operation what is answered where it goes well, and that a problem is RFC 9457', () => {
    const untold = operations().filter(
      ([, { responses }]) => !Object.keys(responses).some((one) => one.startsWith('2')),
    );
    expect(untold.map(([name]) => name)).toEqual([]);
    for (const [, { responses }] of operations())
      expect(responses.default).toHaveProperty(['content', 'application/problem+json']);
  });

  it('has dates as dates', () =>
    expect(description.components.schemas.MoveRequest?.properties).toMatchObject({
      on: { type: 'string', format: 'date' },
      to: { type: 'string' },
    }));
});
