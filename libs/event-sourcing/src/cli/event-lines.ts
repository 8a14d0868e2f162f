import { sealedMark } from '../events/plain-data';
import type { JsonObject, JsonValue, StoredEvent } from '../store/event-store';

/** @returns one event on one line, sealed fields as what they are: sealed. */
export const eventLine = ({ position, stream, revision, type, data, metadata }: StoredEvent): string => {
  const { recordedAt, actor } = metadata;
  const shown = JSON.stringify(withoutSeals(data, (compartment) => `[sealed: ${compartment}]`));
  return `${position}  ${recordedAt}  ${type}  ${oneLine(stream)}@${revision}  ${actor.id}  ${shown}`;
};

/** @returns what may be searched of an event, a line each: its type, its stream, its metadata, and its data without what is sealed. */
export const searchableText = ({ type, stream, metadata, data }: StoredEvent): string =>
  [type, stream, JSON.stringify(metadata), JSON.stringify(withoutSeals(data, () => undefined))].join('\n');

const withoutSeals = (
  data: JsonObject,
  instead: (compartment: string) => string | undefined,
): Record<string, JsonValue | undefined> =>
  Object.fromEntries(
    Object.entries(data).map(([field, content]) => {
      const seal = sealOf(content);
      return [field, seal === undefined ? content : instead(seal.split('.')[0] ?? '')];
    }),
  );

const sealOf = (content: JsonValue): string | undefined =>
  typeof content === 'object' && content !== null && sealedMark in content && typeof content[sealedMark] === 'string'
    ? content[sealedMark]
    : undefined;

/** A name may hold anything but NUL; a terminal is not to be told what to do by one. */
const oneLine = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, (character) => escape(character));
const escape = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;
