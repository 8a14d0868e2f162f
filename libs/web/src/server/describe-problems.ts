import type { OpenAPIObject } from '@nestjs/swagger';

const text = { type: 'string' };

const problem = {
  type: 'object',
  description: 'RFC 9457. What went wrong, and what to do about it; never a value of hers.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'correlationId'],
  properties: {
    type: { ...text, examples: ['urn:through-the-gate:problem:not-as-described'] },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What to do, as a sentence.' },
    instance: text,
    correlationId: { ...text, description: 'Name it when you ask for help.' },
    errors: {
      type: 'array',
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

const withProblems = ({ responses, ...operation }: Operation): Operation => ({
  ...operation,
  responses: {
    ...Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        /^[45]/.test(status) ? { ...response, content } : response,
      ]),
    ),
    default: anyOther,
  },
});

/** Every operation may answer with a problem, and says so. */
export const describeProblems = ({ paths, components, ...document }: OpenAPIObject): OpenAPIObject => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, { get, post, ...item }]) => [
      path,
      { ...item, ...(get && { get: withProblems(get) }), ...(post && { post: withProblems(post) }) },
    ]),
  ),
  components: { ...components, schemas: { ...components?.schemas, Problem: problem } },
});
