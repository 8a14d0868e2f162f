import { Client } from 'pg';
import type { DomainEvent } from '../events/event';
import type { IsoInstant } from '../events/iso';
import type { EventMetadata } from '../events/metadata';
import type { Recorded } from '../events/recorded-event';
import { searchPath } from '../projections/positions';
import type { Projection } from '../projections/projection';
import { ProjectionTables } from '../projections/projection-tables';
import type { Position } from '../store/event-store';

interface Then {
  /** The query gives exactly these rows, in this order. Tables are named without a schema. */
  thenRows(sql: string, expected: readonly object[]): Promise<void>;
  /** Each of the queries gives the same rows however the events are cut into batches: for events that nobody has foreseen. */
  thenSameRows(...queries: readonly string[]): Promise<void>;
}

const schema = 'given_when_then';

/**
 * Given events, these rows follow. On a real PostgreSQL, in a transaction that is never committed: twice, with the events in one
 * batch and one by one, because a projection must not tell the difference.
 *
 *     const given = projectionSpecification(new Cases(), () => database.appUrl);
 *     await given(recorded(received), recorded(sentenced)).thenRows('select … from cases', [{ … }]);
 *
 * @param databaseUrl a migrated database, as the application
 */
export const projectionSpecification =
  <Event extends DomainEvent>(projection: Projection<Event>, databaseUrl: () => string) =>
  (...events: readonly Recorded<Event>[]): Then => ({
    thenRows: async (sql, expected) => {
      for (const size of [events.length, 1])
        expect(await rowsOf(projection, inBatches(events, size), databaseUrl(), [sql])).toEqual([expected]);
    },
    thenSameRows: async (...queries) => {
      const oneByOne = await rowsOf(projection, inBatches(events, 1), databaseUrl(), queries);
      for (const size of [3, events.length])
        expect(await rowsOf(projection, inBatches(events, size), databaseUrl(), queries)).toEqual(oneByOne);
    },
  });

const inBatches = <Event>(events: readonly Event[], size: number): readonly (readonly Event[])[] =>
  events.flatMap((_, at) => (at % size === 0 ? [events.slice(at, at + size)] : []));

const rowsOf = async <Event extends DomainEvent>(
  projection: Projection<Event>,
  batches: readonly (readonly Recorded<Event>[])[],
  connectionString: string,
  queries: readonly string[],
): Promise<object[][]> => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(`begin; create schema ${schema}; set local search_path to ${searchPath(schema)}`);
    await client.query(projection.schema);
    for (const batch of batches) await projection.apply(batch, new ProjectionTables(client));
    const rows: object[][] = [];
    for (const sql of queries) rows.push(await new ProjectionTables(client).query(sql));
    return rows;
  } finally {
    // Takes the transaction with it.
    await client.end();
  }
};

const moment = '2027-01-11T10:00:00Z' as IsoInstant;

let made = 0;

/** @returns the event as the store would give it, after those made before it. Synthetic where the metadata does not say. */
export const recorded = <Event extends DomainEvent>(
  event: Event,
  metadata: Partial<EventMetadata> = {},
): Recorded<Event> => {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return {
    ...event,
    id,
    version: 1,
    stream: 'given',
    revision: made,
    position: String(made) as Position,
    metadata: {
      personId: '00000000-0000-4000-8000-0000000000aa',
      actor: { id: 'synthetic', role: 'prison-resettlement', organisation: 'BZI' },
      occurredAt: moment,
      recordedAt: moment,
      correlationId: 'synthetic',
      ...metadata,
    },
  };
};
