import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';

/** What is wrong with a value: what follows the field's name in a sentence, and the fix as a sentence. Never the value. */
export interface Fault {
  readonly rule: string;
  readonly fix: string;
}

export interface FieldRule {
  readonly name: string;
  /** What is wrong with the value; nothing where it is right. Also asked what is wrong with `undefined`. */
  readonly faultOf: (value: unknown) => Fault | undefined;
  /** Brings text into its normal form before it is checked. */
  readonly normalise?: (text: string) => string;
  /** How OpenAPI describes text that keeps the rule. Whether the field is needed is told by its type. */
  readonly described?: TextSchema;
}

interface TextSchema {
  readonly enum?: string[];
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly example?: string;
}

const inOpenApi = (described: TextSchema | undefined, isArray = false): PropertyDecorator => {
  if (!described) return () => undefined;
  const { example, ...schema } = described;
  return ApiProperty({ type: 'string', isArray, ...schema, ...(!isArray && { example }) });
};

/**
 * Makes a decorator of a rule. With `each` it holds for every item of a list. Its message is two sentences, "field rule. Fix.":
 * the first full stop parts them.
 */
export const fieldRule = (
  { name, faultOf, normalise, described }: FieldRule,
  options?: ValidationOptions,
): PropertyDecorator => {
  const faultOfAny = (value: unknown): Fault | undefined =>
    options?.each && Array.isArray(value) ? value.map(faultOf).find((fault) => fault !== undefined) : faultOf(value);
  const defaultMessage = (failed?: ValidationArguments): string => {
    const { rule, fix } = faultOfAny(failed?.value) ?? { rule: 'is not right', fix: 'Check it.' };
    return `${failed?.property ?? 'It'} ${rule}. ${fix}`;
  };
  const validator = { validate: (value: unknown) => faultOf(value) === undefined, defaultMessage };
  const check = applyDecorators(inOpenApi(described, options?.each), ValidateBy({ name, validator }, options));
  if (!normalise) return check;
  const toNormalForm = (value: unknown): unknown => (typeof value === 'string' ? normalise(value) : value);
  const transform = Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map(toNormalForm) : toNormalForm(value),
  );
  return applyDecorators(transform, check);
};
