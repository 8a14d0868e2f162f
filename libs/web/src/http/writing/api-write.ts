import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse, type ApiResponseNoStatusOptions } from '@nestjs/swagger';

const body: ApiResponseNoStatusOptions = {
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['revision', 'position'],
        properties: {
          revision: { type: 'integer', description: "The stream's revision, as in ETag." },
          position: { type: 'string', description: 'As in Event-Position.' },
        },
        additionalProperties: { type: 'string', description: 'The id of what was written, by its name.' },
      },
    },
  },
  description: 'Written. The body holds ids, the revision and the position, and nothing of hers.',
  headers: {
    ETag: { description: "The stream's revision, in quotation marks.", schema: { type: 'string' } },
    'Event-Position': { description: 'Send it as Read-After to read what you wrote.', schema: { type: 'string' } },
    Location: { description: 'Where the new thing stands.', schema: { type: 'string' } },
  },
};

/** Describes a write in OpenAPI: the key it takes, the answer and the problems. `@IfMatch()` describes itself. */
export const ApiWrite = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A new UUID for each thing to be done once. A repeat with the same key and body is answered as the first was, for 30 days.',
    }),
    ApiResponse({ status: '2XX', ...body }),
    ApiResponse({
      status: 400,
      description: 'A problem: a field is missing or wrong; `errors` names it and says what to write.',
    }),
    ApiResponse({
      status: 409,
      description: 'A problem: it cannot be done as things stand, or the same request is in flight.',
    }),
    ApiResponse({ status: 422, description: 'A problem: it can never be done, or the key came with another body.' }),
    ApiResponse({ status: 503, description: 'A problem: the database cannot be reached. Repeat with the same key.' }),
  );
