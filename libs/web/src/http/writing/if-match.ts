import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { Request } from 'express';
import { Problem } from '../problems/problem';

/**
 * @returns the revision a caller believes in, nothing for `*` and where there is no header.
 * @throws Problem for what is not one entity tag of ours.
 */
export const readIfMatch = (header: string | undefined): number | undefined => {
  if (header === undefined || header.trim() === '*') return undefined;
  const revision = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (revision !== undefined) return Number(revision);
  throw new Problem({
    status: 400,
    code: 'malformed-if-match',
    title: 'If-Match is not an ETag of ours',
    detail: 'Send the ETag as it came, with its quotation marks: If-Match: "3". One only, and not a weak one.',
  });
};

const inOpenApi: ParameterDecorator = (controller, name) => {
  const handler = name && Object.getOwnPropertyDescriptor(controller, name);
  if (!handler) return;
  const description = 'The ETag you read: refused with 412 when it has changed since.';
  ApiHeader({ name: 'If-Match', required: false, description })(controller, name, handler);
  ApiResponse({ status: 412, description: 'A problem: it changed after you read it.' })(controller, name, handler);
};

/** The revision in `If-Match`, to be passed on as `expected`. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    readIfMatch(context.switchToHttp().getRequest<Request>().headers['if-match']),
  [inOpenApi],
);
