import { HttpException } from '@nestjs/common';
import { Problem } from './problem';

/** What a body parser threw has a `type`. Nest wraps it in an exception of its own, whose message may quote the body. */
const typeOf = (error: unknown): unknown => {
  const original = error instanceof HttpException ? error.cause : error;
  return typeof original === 'object' && original !== null && 'type' in original ? original.type : undefined;
};

const problems: Readonly<Record<string, () => Problem>> = {
  'entity.parse.failed': () =>
    malformed(
      'The body is not valid JSON: an object or a list is expected. Check quotation marks, commas and brackets.',
    ),
  'entity.too.large': () =>
    new Problem({
      status: 413,
      code: 'too-large',
      title: 'That is too much at once',
      detail: 'A request may hold 4 MB. Send less: the longest notes a field takes are far shorter.',
    }),
  'entity.too.intricate': () =>
    malformed(
      'The body holds too many values, or lists and objects too deep in one another. Send only what is asked for.',
    ),
  'text.broken': () => malformed('The body is not the UTF-8 it is said to be. Send it in UTF-8.'),
  'encoding.unsupported': () => unsupported('Send the body uncompressed, or with gzip, deflate or br.'),
  'charset.unsupported': () => unsupported('Send the body in UTF-8.'),
  'request.aborted': () => malformed('The connection was closed before all of the body had come. Send it again.'),
  'request.size.invalid': () => malformed('Content-Length is not the length of the body. Send it again.'),
  'parameters.too.many': () => malformed('The form has too many fields. Send fewer.'),
};

const unsupported = (detail: string): Problem =>
  new Problem({ status: 415, code: 'unsupported-body', title: 'The body is in a form that is not read here', detail });

const malformed = (detail: string): Problem =>
  new Problem({ status: 400, code: 'malformed-body', title: 'The body could not be read', detail });

/** The body has another media type than the ones read here. */
export const unsupportedMediaType = (): Problem =>
  unsupported('Send JSON, with the header Content-Type: application/json.');

/** What zlib says of a body that it cannot open has a code, and no type. */
const isNotCompressed = (error: unknown): boolean => {
  const original = error instanceof HttpException ? error.cause : error;
  return original instanceof Error && 'code' in original && /^(Z_|ERR__)/.test(String(original.code));
};

/** @returns the problem of a request that could not be read, never with a piece of what it held. */
export const transportProblem = (error: unknown): Problem | undefined =>
  isNotCompressed(error)
    ? malformed('The body is not compressed as its Content-Encoding says. Send it uncompressed.')
    : problems[String(typeOf(error))]?.();
