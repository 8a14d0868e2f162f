import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningApp, startApp, temporaryDataDir } from '../support/built-app';
import { hmppsNowhere } from '../support/hmpps-environment';

jest.setTimeout(120_000);

type Json = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, Json>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly security: unknown;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly securitySchemes: Readonly<Record<string, Json>>;
  };
}

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array'];

const validator = join(__dirname, '../../node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js');

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

/** Does a response say what is in its body? */
const fieldsIn = ({ content = {} }: Json): boolean =>
  [...walk((content as Json)['application/json'])].some(([, { properties }]) => properties !== undefined);

describe('the description of the API', () => {
  const data = temporaryDataDir();
  let app: RunningApp;
  let description: Description;
  const operations = (): (readonly [string, Operation])[] =>
    Object.entries(description.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );

  beforeAll(async () => {
    app = await startApp({ env: { DATA_DIR: data.path, DEMO: 'on', ...hmppsNowhere } });
    description = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as Description;
  });
  afterAll(async () => {
    await app.stop();
    await data.remove();
  });

  it('is OpenAPI 3.1, of every context and of the running of it, and of nothing but the API', () => {
    expect(description.openapi).toBe('3.1.0');
    const places = new Set(Object.keys(description.paths).map((path) => path.split('/')[3]));
    expect(places).toEqual(
      new Set(['people', 'custody', 'housing', 'councils', 'health', 'sharing', 'readiness', 'inbox', 'admin']),
    );
  });

  it('is valid, as the published schema of OpenAPI 3.1 has it', () => {
    const file = join(data.path, 'openapi.json');
    const judge = (document: object): string => {
      writeFileSync(file, JSON.stringify(document));
      return spawnSync(process.execPath, [validator, file], { encoding: 'utf8' }).stdout;
    };
    expect(judge(description)).toMatch(/"valid": true/);
    expect(judge({ ...description, paths: { '/broken': { get: { responses: 3 } } } })).not.toMatch(/"valid": true/);
  });

  it('refers to nothing that is not there', () => {
    const references = [...walk(description)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => follow(description, reference) === undefined)).toEqual([]);
  });

  it('has fields for every request, and says of each field what it holds', () => {
    const untold = Object.entries(description.components.schemas).flatMap(([name, { properties = {} }]) => {
      const fields = Object.entries(properties as Record<string, Json>);
      const wordless = fields.filter(([, { description: words }]) => !words);
      const vague = fields.filter(([, field]) => !field.$ref && !field.allOf && !types.includes(String(field.type)));
      const empty = fields.filter(([, { type, properties: own }]) => type === 'object' && !own);
      return fields.length === 0 ? [name] : [...wordless, ...vague, ...empty].map(([field]) => `${name}.${field}`);
    });
    expect(untold).toEqual([]);
  });

  it('says of every operation what it is for, in a few words and under its context', () => {
    const untold = operations().filter(
      ([name, { summary, tags }]) => !summary || summary.length > 120 || tags?.join() !== name.split('/')[3],
    );
    expect(untold.map(([name]) => name)).toEqual([]);
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    const summaries = operations().map(([, { summary }]) => summary);
    expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
  });

  it('says of every parameter what it is', () => {
    const untold = operations().flatMap(([name, { parameters }]) =>
      parameters
        .filter(({ in: where, description: words }) => where !== 'path' && !words)
        .map((one) => [name, one.name]),
    );
    expect(untold).toEqual([]);
    for (const [, { parameters }] of operations()) {
      const names = parameters.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('asks every write for a key, those that change what stands for its ETag, and everybody for an identity', () => {
    expect(description.components.securitySchemes).toHaveProperty(['demo-identity', 'name'], 'X-Demo-Identity');
    expect(description.components.securitySchemes).toHaveProperty(['council-client', 'type'], 'oauth2');
    expect(description.security).toEqual([{ 'demo-identity': [] }, { 'council-client': [] }]);
    const takes = (header: string) =>
      operations().flatMap(([name, { parameters }]) =>
        parameters.some(({ in: where, name: own }) => where === 'header' && own === header) ? [name] : [],
      );
    // What shows a secret keeps no answer, and takes no key.
    const isWrite = (name: string): boolean =>
      /^post (?!.*(search|councils\/clients|councils\/webhooks|secrets)$)/.test(name);
    const writes = operations().flatMap(([name]) => (isWrite(name) ? [name] : []));
    expect(takes('Idempotency-Key')).toEqual(writes);
    const begins = ['people/persons', 'custody/cases', 'housing/referrals'].map((path) => `post /api/v1/${path}`);
    // An operator's order changes no stream, and what HMPPS tells none yet: there is no ETag.
    const ofStreams = writes.filter((name) => !/\/(admin|councils|inbox)\//.test(name));
    expect(ofStreams.filter((name) => !takes('If-Match').includes(name)).sort()).toEqual(begins.sort());
    for (const [name, { responses }] of operations()) expect('412' in responses).toBe(takes('If-Match').includes(name));
  });

  it('says of every operation what is answered where it goes well, and that a problem is RFC 9457', () => {
    const untold = operations().filter(
      ([, { responses }]) => !Object.keys(responses).some((one) => one.startsWith('2')),
    );
    expect(untold.map(([name]) => name)).toEqual([]);
    const wordless = operations().filter(
      ([, { responses }]) =>
        !Object.entries(responses).some(([status, one]) => status.startsWith('2') && fieldsIn(one)),
    );
    expect(wordless.map(([name]) => name)).toEqual([]);
    for (const [name, { responses }] of operations()) {
      const problems = Object.entries(responses).filter(([status]) => /^[45d]/.test(status));
      const statuses = ['401', '403', ...(name.includes('{') ? ['404'] : []), 'default'];
      expect(problems.map(([status]) => status)).toEqual(expect.arrayContaining(statuses));
      for (const [, problem] of problems) {
        expect(problem).toHaveProperty(['content', 'application/problem+json']);
        expect(problem.description).toBeTruthy();
      }
    }
  });

  it('has dates as dates', () =>
    expect(description.components.schemas.MoveRequest?.properties).toMatchObject({
      on: { type: 'string', format: 'date' },
      to: { type: 'string' },
    }));
});
