import type { EventMetadata } from '../events/metadata';
import { sealedMark } from '../events/plain-data';
import type { JsonObject, JsonValue, StoredEvent } from '../store/event-store';

/** @returns one event on one line, sealed fields as what they are: sealed. Also where it is not as events are written. */
export const eventLine = ({ position, stream, revision, type, data, metadata }: StoredEvent): string => {
  const { recordedAt, actor }: Partial<EventMetadata> = metadata;
  const shown = JSON.stringify(withoutSeals(data, (compartment) => `[sealed: ${compartment}]`));
  return `${position}  ${recordedAt ?? '-'}  ${type}  ${oneLine(stream)}@${revision}  ${actor?.id ?? '-'}  ${shown}`;
};

/** @returns what may be searched of an event, a line each: its type, its stream, its metadata, and its data without what is sealed. */
export const searchableText = ({ type, stream, metadata, data }: StoredEvent): string =>
  [type, stream, JSON.stringify(metadata), JSON.stringify(withoutSeals(data, () => undefined))].join('\n');

const withoutSeals = (
  data: JsonObject | JsonValue | undefined,
  instead: (compartment: string) => string | undefined,
) => {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data ?? null;
  const fields = Object.entries(data as JsonObject).map(([field, content]) => {
    const seal = sealOf(content);
    return [field, seal === undefined ? content : instead(seal.split('.')[0] ?? '')] as const;
  });
  return Object.fromEntries(fields);
};

const sealOf = (content: JsonValue): string | undefined =>
  typeof content === 'object' && content !== null && sealedMark in content && typeof content[sealedMark] === 'string'
    ? content[sealedMark]
    : undefined;

/** A name may hold anything but NUL; a terminal is not to be told what to do by one. */
const oneLine = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, (character) => escape(character));
const escape = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;
