import type { JsonSchema } from '@ttg/messaging/contract';

type Codes = Pick<JsonSchema, 'const' | 'enum'>;

const codesOf = ({ type, const: only, enum: several }: JsonSchema): readonly Exclude<Codes['const'], undefined>[] =>
  type === 'string' ? (several ?? (only === undefined ? [] : [only])) : [];

/** @returns the schema with a union of codes as one list of them. What is said of a part of the list is not true of all, and left out. */
export const merged = (schema: JsonSchema): JsonSchema => {
  const { anyOf, properties, items, additionalProperties, 'x-opens': opens, ...rest } = schema;
  return {
    ...rest,
    ...(anyOf && unionOf(anyOf.map(merged))),
    ...(properties && { properties: mergedFields(properties) }),
    ...(items && { items: merged(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'boolean' ? additionalProperties : merged(additionalProperties),
    }),
    ...(opens && { 'x-opens': merged(opens) }),
  };
};

const mergedFields = (fields: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, merged(field)]));

const unionOf = (members: readonly JsonSchema[]): JsonSchema =>
  members.every((member) => codesOf(member).length > 0)
    ? { type: 'string', enum: [...new Set(members.flatMap(codesOf))] }
    : { anyOf: members };
