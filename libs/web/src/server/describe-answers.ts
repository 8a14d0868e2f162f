import type { OpenAPIObject } from '@nestjs/swagger';

/** What a read answers, by its operation. */
export type Answers = Readonly<Record<string, { readonly schema: object; readonly hasEtag: boolean }>>;

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;

const etag = { ETag: { description: "The stream's revision, for If-Match.", schema: { type: 'string' } } };

const withAnswer = (operation: Operation, answers: Answers): Operation => {
  const answer = answers[operation.operationId ?? ''];
  if (!answer) return operation;
  const described = {
    description: 'What was asked for, as far as you may see it.',
    ...(answer.hasEtag && { headers: etag }),
    content: { 'application/json': { schema: answer.schema } },
  };
  return { ...operation, responses: { ...operation.responses, 200: described } };
};

/** Says of every read what is in its body. What a write answers, it says itself. */
export const describeAnswers = ({ paths, ...document }: OpenAPIObject, answers: Answers): OpenAPIObject => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(paths).map(([path, { get, post, ...item }]) => [
      path,
      { ...item, ...(get && { get: withAnswer(get, answers) }), ...(post && { post: withAnswer(post, answers) }) },
    ]),
  ),
});
