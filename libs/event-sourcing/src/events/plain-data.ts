import type { JsonObject, JsonValue } from '../store/event-store';

/** Event data that could not be written so that it reads back the same. */
export class NotPlainData extends Error {
  override readonly name = 'NotPlainData';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} ${reason}`);
  }
}

/** What marks a sealed value in stored data. No other object of an event may have such a field. */
export const sealedMark = '$sealed';

/**
 * @param path names the value in errors, which never hold the value itself
 * @returns the value as plain JSON: undefined fields dropped, everything else kept to the character.
 * @throws NotPlainData for what JSON cannot hold (dates, maps, NaN) and for text that is not well-formed Unicode.
 */
export const plainData = (value: unknown, path: string): JsonValue => {
  switch (typeof value) {
    case 'string':
      return wellFormed(value, path);
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotPlainData(path, 'is not a finite number.');
      return value;
    case 'object':
      return value === null ? null : plainStructure(value, path);
    default:
      throw new NotPlainData(path, `is of type ${typeof value}, which JSON cannot hold.`);
  }
};

/** Like `plainData`, for an object. An instance of a class counts by its fields; one that has a form of its own (a date, a map) does not pass. */
export const plainObject = (value: object, path: string): JsonObject => {
  if (Object.prototype.toString.call(value) !== '[object Object]' || 'toJSON' in value) {
    throw new NotPlainData(path, `is a ${value.constructor.name}, not plain data.`);
  }
  const fields: [string, JsonValue][] = [];
  for (const [name, content] of Object.entries(value)) {
    if (content !== undefined) fields.push(plainField(name, content, path));
  }
  return Object.fromEntries(fields);
};

/** Like `plainData`, for one field of an object. */
export const plainField = (name: string, content: unknown, path: string): [string, JsonValue] => [
  fieldName(name, path),
  plainData(content, `${path}.${name}`),
];

const plainStructure = (value: object, path: string): JsonValue =>
  Array.isArray(value) ? value.map((item, index) => plainData(item, `${path}[${index}]`)) : plainObject(value, path);

const fieldName = (name: string, path: string): string => {
  if (name === sealedMark) throw new NotPlainData(path, `has a field ${sealedMark}, which only the codec may write.`);
  return wellFormed(name, path);
};

const wellFormed = (text: string, path: string): string => {
  if (!isWellFormed(text))
    throw new NotPlainData(path, 'holds half a character (a lone surrogate): it is not well-formed Unicode.');
  return text;
};

/** @returns whether no surrogate stands alone in it. */
export const isWellFormed = (text: string): boolean => text.isWellFormed();
