import { isUUID, type ValidationOptions } from 'class-validator';
import { fieldRule } from './field-rule';

/** One of a few words, spelled as they are. */
export const IsOneOf = (choices: readonly string[], options?: ValidationOptions): PropertyDecorator =>
  fieldRule(
    {
      name: 'isOneOf',
      faultOf: (value) =>
        typeof value === 'string' && choices.includes(value)
          ? undefined
          : { rule: 'is not one of the words it can be', fix: `Send one of: ${choices.join(', ')}.` },
      described: { enum: [...choices] },
    },
    options,
  );

/** The id of something: a UUID. */
export const IsId = (options?: ValidationOptions): PropertyDecorator =>
  fieldRule(
    {
      name: 'isId',
      faultOf: (value) =>
        isUUID(value) ? undefined : { rule: 'is not an id', fix: 'Send the UUID as you were given it.' },
      normalise: (text) => text.toLowerCase(),
      described: { format: 'uuid' },
    },
    options,
  );
