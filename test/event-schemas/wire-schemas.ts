import type { JsonSchema } from '@ttg/messaging/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);
ajv.addVocabulary(['x-compartment', 'x-opens', 'x-extensible-enum']);

/**
 * A schema by the meaning that JSON Schema 2020-12 gives it, and with what is ours beside it. Its name is left out: several may
 * have the same.
 * @throws Error where it is no such schema
 */
export const validatorOf = (schema: JsonSchema): ValidateFunction =>
  ajv.compile(Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== '$id')));

/** The same with no room for more: what we write ourselves has no field and no code that the schema does not name. */
export const closed = (schema: JsonSchema): JsonSchema => {
  const { properties, items, anyOf, 'x-extensible-enum': codes, additionalProperties } = schema;
  return {
    ...schema,
    ...(codes && { enum: codes }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, closed(field)])),
      additionalProperties: false,
    }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(items && { items: closed(items) }),
    ...(anyOf && { anyOf: anyOf.map(closed) }),
  };
};
