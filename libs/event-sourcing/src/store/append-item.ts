import { canonicalJson } from '../events/canonical-json';
import { EventIdTaken, EventNotStorable } from './errors';
import type { EventToAppend, ExpectedRevision } from './event-store';

/** An event as the database takes it. */
export interface WritableEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: string;
  /** RFC 8785. */
  readonly metadata: string;
  readonly data: string;
}

/** One append, checked and ready to be gathered with others. */
export interface AppendItem {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly WritableEvent[];
  /** About how many characters the database will be sent for it. */
  readonly size: number;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const instant = /^(?!0000)\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,9})?Z$/;
/** Every month has as many days. */
const everyMonth = 28;

/** `Date` alone would take the 30th of February for the 2nd of March. */
const isInstant = (text: string): boolean => {
  if (!instant.test(text)) return false;
  const time = Date.parse(text);
  const day = Number(text.slice(8, 10));
  return !Number.isNaN(time) && (day <= everyMonth || new Date(time).getUTCDate() === day);
};

/** An index row holds about 2,700 bytes, and a name of 255 characters up to 1,020. */
const longestName = 255;

/** U+0000 and half a surrogate pair: PostgreSQL's text keeps neither. Inside JSON they are escaped, and kept. */
const isName = (name: string): boolean =>
  name.length > 0 && name.length <= longestName && name.isWellFormed() && !name.includes('\0');

/**
 * Everything that would make the database refuse is found here, before the append is gathered with those of others.
 * @throws EventNotStorable, EventIdTaken
 */
export const appendItem = (
  stream: string,
  events: readonly EventToAppend[],
  expected: ExpectedRevision,
): AppendItem => {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new EventNotStorable(stream, reason, { cause });
  };
  if (!isName(stream)) refuse(`its stream's name must be well-formed text of 1 to ${longestName} characters.`);
  if (events.length === 0) refuse('it has no events.');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    refuse(`revision ${expected} cannot be expected; expect a whole number from 0.`);
  }
  // The events of one decision share their metadata: it is written once.
  const [first] = events;
  const shared = first && { metadata: first.metadata, json: json(first.metadata, refuse) };
  const writable = events.map((event) =>
    writableEvent(event, event.metadata === shared?.metadata ? shared.json : json(event.metadata, refuse), refuse),
  );
  const seen = new Set<string>();
  for (const { id } of writable) {
    if (seen.has(id)) throw new EventIdTaken(id);
    seen.add(id);
  }
  const size = writable.reduce((sum, { metadata, data }) => sum + metadata.length + data.length, 0);
  return { stream, expected, events: writable, size };
};

type Refuse = (reason: string, cause?: unknown) => never;

const writableEvent = (
  { id, type, version, metadata: { recordedAt }, data }: EventToAppend,
  metadata: string,
  refuse: Refuse,
): WritableEvent => {
  if (!uuid.test(id)) refuse(`event id ${JSON.stringify(id)} is not a UUID.`);
  if (!isName(type)) refuse(`its event type must be well-formed text of 1 to ${longestName} characters.`);
  if (!Number.isInteger(version) || version < 1 || version > 0x7fffffff)
    refuse(`${version} is not a version of ${type}.`);
  if (!isInstant(recordedAt)) refuse(`recordedAt of ${type} is not an instant in UTC.`);
  return {
    id: id.toLowerCase(),
    type,
    version,
    recordedAt,
    metadata,
    data: json(data, refuse),
  };
};

const json = (value: object, refuse: Refuse): string => {
  try {
    const text = canonicalJson(value);
    return text.startsWith('{') ? text : refuse('data and metadata must be JSON objects.');
  } catch (error) {
    return refuse('its data is not JSON: a number that is not finite, or nested too deep.', error);
  }
};
