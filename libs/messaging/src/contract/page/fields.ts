import type { JsonSchema } from '../json-schema';

/** One field as the page shows it. */
export interface FieldRow {
  /** With what it stands in: `findings.tenure`, `items[].itemId`. */
  readonly name: string;
  readonly form: string;
  readonly codes: readonly string[];
  /** Whether a code may come that is not in the list. */
  readonly grows: boolean;
  readonly always: boolean;
  readonly words: string;
  /** Whether it can be read only by those who hold the key. */
  readonly sealed: boolean;
}

interface Place {
  readonly before: string;
  readonly sealed: boolean;
}

/** @returns every field of an event, those of its parts after it, and what is under a seal after the seal. */
export const fieldsOf = (schema: JsonSchema, place: Place = { before: '', sealed: false }): readonly FieldRow[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const always = (schema.required ?? []).includes(name);
    return [rowOf(`${place.before}${name}`, field, { always, sealed: place.sealed }), ...withinOf(name, field, place)];
  });

/** The codes of a list, and whether more may come. */
const codesOf = (field: JsonSchema): { readonly codes: readonly string[]; readonly grows: boolean } => {
  const { const: only, enum: closed, 'x-extensible-enum': open } = field;
  const codes = open ?? closed ?? (only === undefined ? [] : [only]);
  return { codes: codes.map(String), grows: open !== undefined };
};

const rowOf = (name: string, field: JsonSchema, where: Pick<FieldRow, 'always' | 'sealed'>): FieldRow => {
  const listed = field.items ?? field;
  return {
    name,
    form: formOf(field),
    ...codesOf(listed),
    words: field.description ?? listed.description ?? '',
    ...where,
  };
};

const withinOf = (name: string, field: JsonSchema, { before, sealed }: Place): readonly FieldRow[] => {
  const within = `${before}${name}`;
  const opens = field['x-opens'];
  if (opens) return withinOf(name, opens, { before, sealed: true });
  if (field.items) return withinOf(`${name}[]`, field.items, { before, sealed });
  const forms = field.anyOf ?? [field];
  return forms.flatMap((form) => fieldsOf(form, { before: `${within}.`, sealed }));
};

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'true or false',
  null: 'nothing',
  object: 'fields',
};

const formats: Readonly<Record<string, string>> = {
  date: 'date',
  'date-time': 'instant, UTC',
  uri: 'address',
};

/** @returns what a value of it looks like, in a few words. */
const formOf = (field: JsonSchema): string => {
  if (field['x-compartment']) return `sealed (${field['x-compartment']})`;
  if (field.items) return `list of: ${formOf(field.items)}`;
  if (field.anyOf) return 'one of several forms';
  if (codesOf(field).codes.length > 0) return 'code';
  if (field.format) return formats[field.format] ?? field.format;
  if (typeof field.additionalProperties === 'object') return `by name: ${formOf(field.additionalProperties)}`;
  const types = typeof field.type === 'string' ? [field.type] : (field.type ?? []);
  return types.map((type) => names[type] ?? type).join(', ') || 'anything';
};
