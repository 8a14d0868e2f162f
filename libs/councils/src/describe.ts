import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';

type Schema = Readonly<Record<string, unknown>>;

export const text = (description: string): Schema => ({ type: 'string', description });

const answer = (status: number, description: string, properties: Readonly<Record<string, Schema>>): MethodDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } } },
  });

/** Something was made, with what is told of it this once. */
export const ApiMade = (description: string, properties: Readonly<Record<string, Schema>>): MethodDecorator =>
  answer(201, description, properties);

/** An order that is carried out when it is answered. */
export const ApiDone = (field: string, means: string): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A new UUID for each thing to be done once. A repeat with the same key is answered as the first was.',
    }),
    answer(200, 'It is so.', { [field]: text(means) }),
  );

/** No stream was written: there is no revision and no position to tell. */
export const nothingWritten = { stream: '', revision: -1, alreadyWritten: false };
