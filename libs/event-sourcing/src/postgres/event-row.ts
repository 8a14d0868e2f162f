import type { EventMetadata } from '../events/metadata';
import type { JsonObject, Position, StoredEvent } from '../store/event-store';

/**
 * A row of eventstore.events in the order of the reading statements, bigint as text and JSON parsed, by node-postgres. Arrays,
 * because it takes a tenth of a read to make objects of the rows, and they are made into events next. As JSON and not cast to
 * text: for that PostgreSQL copies each document twice more, which took a fifth of a read.
 */
export type EventRow = readonly [
  position: string,
  revision: string,
  version: number,
  id: string,
  stream: string,
  type: string,
  metadata: EventMetadata | null,
  data: JsonObject,
];

/**
 * @param row may have further columns behind those of the event.
 * @returns the event in it. PostgreSQL keeps no JSON that does not parse; whether it is an event's, the codec says.
 */
export const storedEvent = (row: readonly [...EventRow, ...unknown[]]): StoredEvent => {
  const [position, revision, version, id, stream, type, metadata, data] = row;
  return {
    id,
    type,
    version,
    data,
    metadata: metadata ?? ({} as EventMetadata),
    stream,
    revision: Number(revision),
    position: position as Position,
  };
};
