import { type EventData, jsonEvent, type JSONType } from '@eventstore/db-client';
import type { EventMetadata } from '../events/metadata';
import type { AppendItem } from '../store/append-item';
import type { JsonObject, StoredEvent } from '../store/event-store';
import { StreamCutOffInStore } from './errors';
import { positionOf } from './positions';

/** What stands in KurrentDB's metadata of an event. */
interface Envelope {
  readonly version: number;
  /** Which append wrote it: the server's answer to one that comes again is the same as to the first. */
  readonly append: string;
  readonly metadata: EventMetadata;
}

/** Of what the client reads, what we need: the data it has parsed, or the bytes where it could not. */
export interface ReadEvent {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint; readonly prepare: bigint };
}

/** As JSON, so that the store's own tools can show it; keys in canonical order. @param append see `Envelope`. */
export const proposalsOf = ({ events }: AppendItem, append: string): EventData[] =>
  events.map(({ id, type, version, data, metadata }) =>
    jsonEvent({
      id,
      type,
      data: JSON.parse(data) as Record<string, JSONType>,
      metadata: { version, append, metadata: JSON.parse(metadata) as Record<string, JSONType> },
    }),
  );

/**
 * @returns the event as it was found: whether it is one of ours, and can be read, the codec says. So one that another program
 * wrote, or that was damaged, holds back nothing but its own case.
 * @throws RefusedByStore where the server does not say where it stands.
 */
export const storedEventOf = (read: ReadEvent): StoredEvent => {
  const { id, type, streamId: stream, revision, position, data, metadata } = read;
  return {
    id,
    type,
    ...(isEnvelope(metadata) ? unwrapped(metadata) : { version: 0, metadata: {} as EventMetadata }),
    data: (data instanceof Uint8Array ? Buffer.from(data).toString() : data) as JsonObject,
    stream,
    revision: Number(revision),
    position: positionOf(position),
  };
};

/**
 * @param from the revision they were read from, forwards.
 * @throws StreamCutOffInStore where they do not begin there.
 */
export const storedEventsFrom = (reads: readonly ReadEvent[], from: number): StoredEvent[] => {
  const events = reads.map(storedEventOf);
  const [first] = events;
  if (first && first.revision > from) throw new StreamCutOffInStore(first.stream, first.revision);
  return events;
};

/** @returns which append wrote the event; nothing where it was none of ours. */
export const appendOf = ({ metadata }: ReadEvent): string | undefined =>
  isEnvelope(metadata) ? metadata.append : undefined;

/** The server's own streams and types begin with a dollar. */
export const isOwnOfServer = ({ streamId, type }: ReadEvent): boolean =>
  streamId.startsWith('$') || type.startsWith('$');

const unwrapped = ({ version, metadata }: Envelope): Pick<StoredEvent, 'version' | 'metadata'> => ({
  version,
  metadata,
});

const isEnvelope = (value: unknown): value is Envelope =>
  isObject(value) &&
  'version' in value &&
  typeof value.version === 'number' &&
  'append' in value &&
  typeof value.append === 'string' &&
  'metadata' in value &&
  isObject(value.metadata);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
