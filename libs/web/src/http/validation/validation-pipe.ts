import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, Problem } from '../problems/problem';
import { fieldErrors } from './field-errors';

/** Who sends hundreds of wrong fields finds the cause in the first few. */
const mostTold = 50;

const eachOnce = (fields: readonly FieldError[]): FieldError[] => [
  ...new Map(fields.map((field) => [field.message, field] as const)).values(),
];

const notAsDescribed = (errors: readonly ValidationError[]): Problem => {
  const fields = eachOnce(fieldErrors(errors)).slice(0, mostTold);
  return new Problem({
    status: 400,
    code: 'not-as-described',
    title: 'Some fields are not as they should be',
    detail: fields.map(({ message }) => message).join(' '),
    errors: fields,
  });
};

/** Parses what comes in, once: unknown fields are refused, wrong types are never guessed at. */
@Injectable()
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      exceptionFactory: notAsDescribed,
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const hidden = metadata.type === 'body' ? hiddenField(value) : undefined;
    if (hidden) throw notAsDescribed([{ property: hidden, constraints: { whitelistValidation: '' } }]);
    return super.transform(asGiven(value, metadata.type), metadata) as Promise<unknown>;
  }
}

/** class-transformer leaves these out before unknown fields are looked for. */
const leftOut = ['__proto__', 'constructor', 'prototype'];

/** @returns where such a field stands, at any depth. */
const hiddenField = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, content] of Object.entries(value)) {
    const below = leftOut.includes(name) ? '' : hiddenField(content);
    if (below !== undefined) return below === '' ? name : `${name}.${below}`;
  }
  return undefined;
};

const asGiven = (value: unknown, type: ArgumentMetadata['type']): unknown => {
  if (type === 'query') return withoutPosition(value);
  return type === 'body' ? withoutNulls(value) : value;
};

/** Many programs send null for what they do not have. A field that is null was not given: it is never a value of its own. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, content]) => content !== null);
  return Object.fromEntries(given.map(([name, content]) => [name, withoutNulls(content)]));
};

/** `?after=` belongs to `@WaitsFor`, whatever else a query asks for. */
const withoutPosition = (query: unknown): unknown => {
  if (typeof query !== 'object' || query === null) return query;
  const { after: _after, ...rest } = query as Record<string, unknown>;
  return rest;
};

export const validationPipe = (): ValidationPipe => new RequestPipe();
