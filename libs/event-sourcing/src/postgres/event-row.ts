import type { EventMetadata } from '../events/metadata';
import type { JsonObject, Position, StoredEvent } from '../store/event-store';

/** A row of eventstore.events as node-postgres gives it: bigint as text. */
export interface EventRow {
  readonly position: string;
  readonly revision: string;
  readonly version: number;
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly metadata: string;
  readonly data: string;
}

/** @returns the event in a row. PostgreSQL keeps no JSON that does not parse; whether it is an event's, the codec says. */
export const storedEvent = (row: EventRow): StoredEvent => ({
  id: row.id,
  type: row.type,
  version: row.version,
  data: JSON.parse(row.data) as JsonObject,
  metadata: (JSON.parse(row.metadata) ?? {}) as EventMetadata,
  stream: row.stream,
  revision: Number(row.revision),
  position: row.position as Position,
});
