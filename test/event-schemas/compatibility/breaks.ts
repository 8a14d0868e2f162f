import type { JsonValue } from '@ttg/event-sourcing';
import type { JsonSchema } from '@ttg/messaging/contract';

/**
 * Whom a change breaks. `readers` are programs that were built by the released schema and meet what is written from now on.
 * `history` is what was written by the released schema, stands in the store and on the topics for ever, and is read by the schema
 * of today.
 */
export interface Break {
  readonly at: string;
  readonly whom: 'readers' | 'history';
  readonly what: string;
}

type Compare = (before: JsonSchema, after: JsonSchema, at: string) => Break[];

const readers = (at: string, what: string): Break => ({ at, whom: 'readers', what });
const history = (at: string, what: string): Break => ({ at, whom: 'history', what });

/** What is in `these` and not in `those`. */
const lacking = <T>(these: readonly T[], those: readonly T[]): T[] => these.filter((one) => !those.includes(one));

/**
 * What a change of a schema breaks: all that is left of it is a new field that may be absent, a new code in a list that was said
 * to grow, and words.
 * @param at where it stands, for the answer: `findings.tenure`
 */
export const breaks: Compare = (before, after, at) => {
  const isUnion = before.anyOf !== undefined || after.anyOf !== undefined;
  const forms = isUnion ? breaksOfUnion(before, after, at) : [];
  // Where one of them alone is a choice, the other is a form of its own, with all that is said of it.
  if (isUnion && !(before.anyOf && after.anyOf)) return forms;
  return [...forms, ...rules.flatMap((rule) => rule(before, after, at))];
};

const typesOf = ({ type = [] }: JsonSchema): readonly string[] => (typeof type === 'string' ? [type] : type);

const type: Compare = (before, after, at) => {
  const added = lacking(typesOf(after), typesOf(before));
  const removed = lacking(typesOf(before), typesOf(after));
  return [
    ...(added.length > 0 ? [readers(at, `may now be ${added.join(' or ')}`)] : []),
    ...(removed.length > 0 ? [history(at, `was ${removed.join(' or ')}`)] : []),
  ];
};

/** The codes of a list, and whether it was said to grow. */
const codesOf = (schema: JsonSchema): { readonly codes?: readonly JsonValue[]; readonly grows: boolean } => {
  const { const: only, enum: closed, 'x-extensible-enum': open } = schema;
  return { codes: open ?? closed ?? (only === undefined ? undefined : [only]), grows: open !== undefined };
};

const codes: Compare = (before, after, at) => {
  const [was, is] = [codesOf(before), codesOf(after)];
  if (!was.codes && !is.codes) return [];
  if (!was.codes) return [history(at, 'was not a list of codes')];
  if (!is.codes) return [readers(at, 'is no longer a list of codes')];
  const added = was.grows ? [] : lacking(is.codes, was.codes);
  const removed = lacking(was.codes, is.codes);
  return [
    ...added.map((code) => readers(at, `has a new code ${JSON.stringify(code)}`)),
    ...removed.map((code) => history(at, `had the code ${JSON.stringify(code)}`)),
    ...(is.grows && !was.grows ? [readers(at, 'was not said to grow')] : []),
  ];
};

const form: Compare = (before, after, at) =>
  (['format', 'pattern', 'minLength', 'maxLength'] as const).flatMap((rule) => {
    const [was, is] = [before[rule], after[rule]];
    if (was === is) return [];
    return [
      ...(was === undefined ? [] : [readers(at, `is no longer of the ${rule} ${was}`)]),
      ...(is === undefined ? [] : [history(at, `was not of the ${rule} ${is}`)]),
    ];
  });

const fields: Compare = (before, after, at) => {
  const [was, is] = [before.properties ?? {}, after.properties ?? {}];
  return Object.entries(was).flatMap(([name, field]) => {
    const now = is[name];
    const here = at === '' ? name : `${at}.${name}`;
    return now ? breaks(field, now, here) : [readers(here, 'is gone')];
  });
};

const presence: Compare = (before, after, at) => {
  const [was, is] = [before.required ?? [], after.required ?? []];
  const here = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const left = lacking(was, is).filter((name) => after.properties?.[name]);
  return [
    ...left.map((name) => readers(here(name), 'may now be absent')),
    ...lacking(is, was).map((name) => history(here(name), 'could be absent')),
  ];
};

/** What stands within: the items of a list, fields of any name, what a seal holds. */
const within: Compare = (before, after, at) => {
  const parts = [
    [before.items, after.items, `${at}[]`],
    [byAnyName(before), byAnyName(after), `${at}.*`],
    [before['x-opens'], after['x-opens'], `${at} (opened)`],
  ] as const;
  return parts.flatMap(([was, is, here]) => (was || is ? breaks(was ?? {}, is ?? {}, here) : []));
};

const byAnyName = ({ additionalProperties }: JsonSchema): JsonSchema | undefined =>
  typeof additionalProperties === 'object' ? additionalProperties : undefined;

const compartment: Compare = (before, after, at) => {
  const [was, is] = [before['x-compartment'], after['x-compartment']];
  return was === is
    ? []
    : [readers(at, `is sealed with the key for ${is ?? 'nothing'}, and was with that for ${was ?? 'nothing'}`)];
};

/** Fields that are not named. */
const others: Compare = (before, after, at) => {
  const [was, is] = [before.additionalProperties === false, after.additionalProperties === false];
  if (was === is) return [];
  return [was ? readers(at, 'may now have fields that it does not name') : history(at, 'could have other fields')];
};

/** What the rules here look at, and words. */
const known = new Set(
  [
    ['$schema', '$id', 'title', 'description'],
    ['type', 'const', 'enum', 'x-extensible-enum', 'anyOf', 'format', 'pattern', 'minLength', 'maxLength'],
    ['properties', 'required', 'additionalProperties', 'items', 'x-compartment', 'x-opens'],
  ].flat(),
);

/** Nobody knows whom it breaks: what a generator of tomorrow says must be looked at before it may change. */
const anythingElse: Compare = (before, after, at) => {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => !known.has(name) && JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
    .flatMap((name) => [readers(at, `has another ${name}`), history(at, `had another ${name}`)]);
};

const rules: readonly Compare[] = [type, codes, form, fields, presence, within, compartment, others, anythingElse];

/** Each form there is now must be one that readers knew, and each that there was must be one there is. */
const breaksOfUnion: Compare = (before, after, at) => {
  const [was, is] = [before.anyOf ?? [before], after.anyOf ?? [after]];
  const fits = (one: JsonSchema, other: JsonSchema, whom: Break['whom']): boolean =>
    !breaks(one, other, at).some((found) => found.whom === whom);
  const isNew = is.some((form) => !was.some((known) => fits(known, form, 'readers')));
  const isLost = was.some((known) => !is.some((form) => fits(known, form, 'history')));
  return [
    ...(isNew ? [readers(at, 'has a form that it did not have')] : []),
    ...(isLost ? [history(at, 'had a form that it no longer has')] : []),
  ];
};
