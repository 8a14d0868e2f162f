import type { OpenAPIObject } from '@nestjs/swagger';

const text = { type: 'string' };

const problem = {
  type: 'object',
  description: 'RFC 9457. What went wrong, and what to do about it; never a value of hers.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'correlationId'],
  properties: {
    type: {
      ...text,
      description: 'Stable: programs may depend on it.',
      examples: ['urn:through-the-gate:problem:not-as-described'],
    },
    title: { ...text, description: 'The same for every problem of this type.' },
    status: { type: 'integer', description: 'As the status of the answer.' },
    detail: { ...text, description: 'What to do, as a sentence.' },
    instance: { ...text, description: 'The address that was asked.' },
    correlationId: { ...text, description: 'Name it when you ask for help.' },
    errors: {
      type: 'array',
      description: 'The fields that are to be mended, each with the fix.',
      items: {
        type: 'object',
        required: ['field', 'message', 'fix'],
        properties: { field: text, message: text, fix: text },
      },
    },
  },
};

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;

const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const anyOther = { description: 'A problem: what went wrong, and what to do about it.', content };

/** What every address may answer; an operation says more exactly what it means where it can. */
const always = {
  401: { description: 'A problem: nobody is signed in.' },
  403: { description: 'A problem: your role may not do this.' },
};
const ofOneThing = { 404: { description: 'A problem: there is no such thing, or not for you.' } };

type Responses = Operation['responses'];

const withProblems = (path: string, { responses, ...operation }: Operation): Operation => {
  const all: Responses = { ...always, ...(path.includes('{') && ofOneThing), ...responses };
  const described = Object.entries(all).map(([status, response]) => [
    status,
    /^[45]/.test(status) ? { ...response, content } : response,
  ]);
  return { ...operation, responses: { ...(Object.fromEntries(described) as Responses), default: anyOther } };
};

/** Every operation may answer with a problem, and says so. */
export const describeProblems = ({ paths, components, ...document }: OpenAPIObject): OpenAPIObject => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, { get, post, ...item }]) => [
      path,
      { ...item, ...(get && { get: withProblems(path, get) }), ...(post && { post: withProblems(path, post) }) },
    ]),
  ),
  components: { ...components, schemas: { ...components?.schemas, Problem: problem } },
});
